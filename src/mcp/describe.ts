/** Describes a server: see {@link McpServerStatus}. */
import { type McpServerConfig, unknownKeys } from "./config.ts";
import { type LaunchPlace, runsWorkspace } from "./launch.ts";
import type { McpServer } from "./server.ts";
import type { McpServerStatus } from "./status.ts";

/** Characters below which a value is no secret worth blanking: blanking `1` would make the rest unreadable. */
const MIN_SECRET_CHARS = 6;

/** Of a server that nothing has started yet. */
export function unstartedStatus(name: string, config: McpServerConfig, place: LaunchPlace): McpServerStatus {
  return {
    name,
    state: config.enabled && config.disabled !== true ? "idle" : "disabled",
    transport: transportOf(config),
    target: targetOf(config),
    runsWorkspace: runsWorkspace(name, config, place),
    version: null,
    protocol: null,
    pid: null,
    tools: [],
    skipped: [],
    lastError: null,
    retryAt: null,
    stderr: "",
    noise: { lines: 0, sample: null },
    restarts: 0,
    ignoredKeys: unknownKeys(config),
  };
}

export function statusOf(server: McpServer): McpServerStatus {
  const { name, config, connection, process, known } = server;
  const version = connection?.client.getServerVersion();
  const blank = (text: string) => blanked(text, server.secrets);
  return {
    ...unstartedStatus(name, config, server.place),
    state: server.state,
    version: version === undefined ? null : `${version.name} ${version.version}`,
    protocol: connection?.client.getNegotiatedProtocolVersion() ?? null,
    pid: process?.ending === null ? process.pid : null,
    tools: known.tools.map(({ tool, definition: { name: offered, readOnly, proxied } }) => ({
      tool,
      name: offered,
      readOnly,
      proxied: Object.fromEntries(proxied?.refused ?? []),
    })),
    skipped: known.skipped,
    lastError: server.lastError === null ? null : blank(server.lastError),
    retryAt: server.backoff.until,
    stderr: blank(process?.stderr ?? ""),
    noise: { lines: process?.noise ?? 0, sample: process?.noiseSample ? blank(process.noiseSample) : null },
    restarts: server.restarts,
  };
}

function transportOf({ type, command, url }: McpServerConfig): McpServerStatus["transport"] {
  if (type === "sse") return "sse";
  if (type === "http" || type === "streamable-http") return "http";
  if (type === "stdio" || command !== undefined) return "stdio";
  return url === undefined ? null : "http";
}

function targetOf({ command, args, url }: McpServerConfig): string {
  return command === undefined ? (url ?? "") : [command, ...args].join(" ");
}

function blanked(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= MIN_SECRET_CHARS)
    .reduce((rest, secret) => rest.replaceAll(secret, "[blanked]"), text);
}

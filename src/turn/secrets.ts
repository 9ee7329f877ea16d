/** The secrets that Tandem knows in a turn, none of which a tool's result may carry on. */
import type { TurnRequest } from "../kernel/request.ts";
import { secretValues } from "../safety/secrets.ts";
import type { PrepareDeps } from "./prepare.ts";

/**
 * Keys of all profiles (those of the system's keychain are not asked for), and what looks like a secret among the variables of Tandem,
 * of the turn's tools and of MCP servers. Never throws: a profile file that cannot be read is reported where it is used.
 */
export function secretsOfTurn(
  { credentials, env, config }: Pick<PrepareDeps, "credentials" | "env" | "config">,
  toolEnv: Readonly<Record<string, string>>,
  { execOverrides }: Pick<TurnRequest, "execOverrides">,
): string[] {
  const servers = Object.values(config.mcpServers).flatMap((server) => [
    ...secretValues("env" in server ? (server.env ?? {}) : {}),
    ...secretValues("headers" in server ? (server.headers ?? {}) : {}),
  ]);
  return [
    ...profileSecrets(credentials),
    ...[env, toolEnv, execOverrides?.env ?? {}].flatMap(secretValues),
    ...servers,
  ];
}

function profileSecrets({ store }: PrepareDeps["credentials"]): string[] {
  try {
    return store.list().flatMap(({ id }) => store.secretInFile(id) ?? []);
  } catch {
    return [];
  }
}

/** What a configured server comes to: the program to start or the address to ask, with its variables filled in. */
import { resolve } from "node:path";
import { TandemError } from "../kernel/errors.ts";
import type { McpServerConfig } from "./config.ts";

export type Launch =
  | {
      readonly transport: "stdio";
      readonly command: string;
      readonly args: readonly string[];
      /** What the configuration adds to the clean environment. */
      readonly env: Readonly<Record<string, string>>;
      readonly cwd: string;
    }
  | {
      readonly transport: "http" | "sse";
      readonly url: URL;
      readonly headers: Readonly<Record<string, string>>;
    };

export interface LaunchPlace {
  /** Tandem's own environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workspaceDir: string;
}

/** Throws TandemError `invalid_config`, naming the field. */
export function launchOf(name: string, config: McpServerConfig, { env, workspaceDir }: LaunchPlace): Launch {
  const at = (key: string) => `mcpServers.${name}.${key}`;
  const fill = (key: string, text: string) => expand(text, env, at(key));
  const fillAll = (key: string, texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([one, text]) => [one, fill(`${key}.${one}`, text)]));
  const { type, command, url } = config;
  if (type === "stdio" || (type === undefined && command !== undefined)) {
    if (command === undefined || command === "")
      throw invalid(at("command"), "names no command.", "Name the program that is the server.");
    return {
      transport: "stdio",
      command: fill("command", command),
      args: config.args.map((text, index) => fill(`args[${index}]`, text)),
      env: fillAll("env", config.env),
      cwd: resolve(workspaceDir, fill("cwd", config.cwd ?? ".")),
    };
  }
  if (url === undefined)
    throw invalid(at("command"), "names neither a command nor a url.", "Give it one of the two.");
  const address = fill("url", url);
  if (!/^https?:$/.test(URL.canParse(address) ? new URL(address).protocol : ""))
    throw invalid(
      at("url"),
      `is not an http address: ${JSON.stringify(address)}.`,
      "Write it as https://host/path.",
    );
  return {
    transport: type === "sse" ? "sse" : "http",
    url: new URL(address),
    headers: fillAll("headers", config.headers),
  };
}

const VARIABLE = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

function expand(text: string, env: LaunchPlace["env"], field: string): string {
  return text.replace(VARIABLE, (_whole, name: string, otherwise: string | undefined) => {
    const value = env[name] || otherwise;
    if (value !== undefined) return value;
    throw invalid(
      field,
      `needs the environment variable ${name}, which is not set.`,
      `Set ${name}, or write \${${name}:-otherwise}.`,
    );
  });
}

function invalid(field: string, problem: string, remediation: string): TandemError {
  return new TandemError({ code: "invalid_config", field, message: `${field} ${problem}`, remediation });
}

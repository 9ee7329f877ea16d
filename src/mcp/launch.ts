/** What a configured server comes to: the program to start or the address to ask, with its variables filled in. */
import { realpathSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { programCode } from "../guarded/guards.ts";
import { TandemError } from "../kernel/errors.ts";
import { isWithin } from "../safety/scope.ts";
import type { McpServerConfig } from "./config.ts";

export type Launch =
  | {
      readonly transport: "stdio";
      readonly command: string;
      readonly args: readonly string[];
      /** What the configuration adds to the clean environment. */
      readonly env: Readonly<Record<string, string>>;
      /** `null`: an empty folder. */
      readonly cwd: string | null;
      /** Why starting it runs what the workspace holds, as a clause; `null`: it does not. */
      readonly runsWorkspace: string | null;
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
  const variables = { ...env, workspace: workspaceDir };
  const fill = (key: string, text: string) => expand(text, variables, at(key));
  const fillAll = (key: string, texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([one, text]) => [one, fill(`${key}.${one}`, text)]));
  const { type, command, url } = config;
  if (type === "stdio" || (type === undefined && command !== undefined)) {
    if (command === undefined || command === "")
      throw invalid(at("command"), "names no command.", "Name the program that is the server.");
    const program = fill("command", command);
    const cwd = config.cwd === undefined ? null : checkedFolder(name, config.cwd, fill, workspaceDir);
    if (cwd === null && program.includes("/") && !isAbsolute(program))
      throw invalid(
        at("command"),
        `is relative (${program}), and servers do not start in the workspace.`,
        `Write it as an absolute path, or as ${WORKSPACE}/….`,
      );
    const launch = {
      transport: "stdio",
      command: program,
      args: config.args.map((text, index) => fill(`args[${index}]`, text)),
      env: fillAll("env", config.env),
      cwd,
    } as const;
    return { ...launch, runsWorkspace: workspaceCode(launch, workspaceDir) };
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

/** {@link Launch}'s own, also of a server that cannot be started as it is configured. */
export function runsWorkspace(name: string, config: McpServerConfig, place: LaunchPlace): string | null {
  try {
    const launch = launchOf(name, config, place);
    return launch.transport === "stdio" ? launch.runsWorkspace : null;
  } catch {
    return null;
  }
}

/** The configured folder. One in the workspace has to be asked for in so many words, since what lies there becomes the server's code. */
function checkedFolder(
  name: string,
  text: string,
  fill: (key: string, text: string) => string,
  workspaceDir: string,
): string {
  const folder = fill("cwd", text);
  const field = `mcpServers.${name}.cwd`;
  if (!isAbsolute(folder))
    throw invalid(field, `is relative (${folder}).`, `Write it as an absolute path, or as ${WORKSPACE}/….`);
  if (!text.startsWith(WORKSPACE) && isWithin(realOf(folder), realOf(workspaceDir)))
    throw invalid(
      field,
      `is in the workspace (${folder}), where tools may write what the server would run.`,
      `Leave it out, or write it with ${WORKSPACE} if that is what you want.`,
    );
  return resolve(folder);
}

function workspaceCode(
  {
    command,
    args,
    env,
    cwd,
  }: { command: string; args: readonly string[]; env: Record<string, string>; cwd: string | null },
  workspaceDir: string,
): string | null {
  const root = realOf(workspaceDir);
  if (cwd !== null && isWithin(realOf(cwd), root)) return "it starts in the workspace";
  const { named } = programCode({ argv: [command, ...args], env, cwd });
  const own = named.find(({ path }) => isWithin(realOf(path), root));
  return own === undefined ? null : `it runs ${own.path}`;
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Stands for the workspace. */
const WORKSPACE = "$" + "{workspace}";

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

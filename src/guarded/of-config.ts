/** What a configuration makes read-only. */
import { resolve } from "node:path";
import type { Config } from "../config/schema.ts";
import { hookCommands } from "../hooks/hooks.ts";
import { launchOf } from "../mcp/launch.ts";
import { expandHome } from "../safety/home-path.ts";
import { isWithin } from "../safety/scope.ts";
import { type GuardedProgram, Guards } from "./guards.ts";

export interface ConfigGuards {
  readonly config: Pick<Config, "hooks" | "mcpServers" | "extensions" | "claude" | "sandbox" | "readOnly">;
  /** Data folder, from which extensions are named. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folders that turns work in, that of servers first. */
  readonly workspaces: readonly string[];
}

/** Looks at nothing yet. */
export function guardsOf({ config, home, env, workspaces }: ConfigGuards): Guards {
  const [workspaceDir = process.cwd()] = workspaces;
  const programs = [
    { who: "Tandem (claude.binary)", path: config.claude.binary },
    { who: "Tandem (sandbox.bubblewrap)", path: config.sandbox.bubblewrap },
  ].flatMap(({ who, path }) => (path === undefined ? [] : [{ who, path: resolve(expandHome(path)) }]));
  return new Guards({
    commands: hookCommands(config.hooks).map(({ place, command }) => ({ who: `the hook ${place}`, command })),
    programs: () => serverPrograms(config, { env, workspaceDir }),
    modules: [
      ...config.extensions.map((path) => ({ who: "Tandem (as an extension)", path: resolve(home, path) })),
      ...programs,
    ],
    files: config.readOnly.map((path) => ({
      path: resolve(expandHome(path)),
      why: "the configuration has it under readOnly, or is this file",
    })),
    env,
    workspaces,
  });
}

/** Servers that are started, with what is known of them without starting them. */
function serverPrograms(
  { mcpServers }: Pick<Config, "mcpServers">,
  place: { readonly env: ConfigGuards["env"]; readonly workspaceDir: string },
): GuardedProgram[] {
  return Object.entries(mcpServers).flatMap(([name, server]) => {
    try {
      const launch = launchOf(name, server, place);
      if (launch.transport !== "stdio") return [];
      const { command, args, env, cwd } = launch;
      const inWorkspace = cwd !== null && isWithin(cwd, place.workspaceDir);
      return [
        { who: `the MCP server "${name}"`, argv: [command, ...args], env, cwd: inWorkspace ? cwd : null },
      ];
    } catch {
      // It cannot be started as it is configured.
      return [];
    }
  });
}

/**
 * Where a hook's command starts and with which variables. It starts in the workspace, as Claude Code has it, because that is what its
 * scripts look at; what tools can write there must not become its code, so a command that looks for code in its working folder starts in
 * an empty one, and programs are told not to look there. See docs/decisions.
 */
import type { Guards } from "../guarded/guards.ts";
import { folderOf } from "../guarded/named-code.ts";
import type { StartFolders } from "../process/start-folders.ts";
import { outsideOf } from "../safety/environment.ts";
import { isWithin } from "../safety/scope.ts";
import { WORKSPACE } from "./config.ts";

export interface HookStart {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Call once it has ended. */
  end(): Promise<void>;
}

export interface HookStarts {
  /** The clean environment of tools. */
  readonly env: Readonly<Record<string, string>>;
  readonly guards: Guards;
  readonly folders: StartFolders;
}

/** Rejects with what is in the way, before anything runs. `cwd`: as configured. */
export async function startOfHook(
  { env, guards, folders }: HookStarts,
  { command, cwd, workspaceDir }: { command: string; cwd: string | undefined; workspaceDir: string },
): Promise<HookStart> {
  const { named, lookup } = guards.hookCode(command, workspaceDir);
  const problem = guards.linkProblem(named, workspaceDir);
  if (problem !== null) throw new Error(problem);
  const outside = outsideOf(env, guards.foreign(workspaceDir));
  const asked = cwd?.replaceAll(WORKSPACE, workspaceDir);
  if (asked !== undefined)
    return { cwd: asked, env: { ...outside, CLAUDE_PROJECT_DIR: workspaceDir }, end: async () => {} };
  const beside = named.filter(({ isProgram }) => isProgram).map(folderOf);
  const own = [...new Set(beside)].filter((folder) => !isWithin(workspaceDir, folder));
  const variables = { ...outside, ...lookingElsewhere(workspaceDir, own), CLAUDE_PROJECT_DIR: workspaceDir };
  if (lookup === null) return { cwd: workspaceDir, env: variables, end: async () => {} };
  const folder = await folders.make();
  return { cwd: folder.path, env: variables, end: () => folder.remove() };
}

/** `scripts`: folders of scripts, whose own modules are still found. */
function lookingElsewhere(workspaceDir: string, scripts: readonly string[]): Record<string, string> {
  return {
    // Python, from 3.11 on, looks for modules neither in the working folder nor beside a script.
    PYTHONSAFEPATH: "1",
    ...(scripts.length === 0 ? {} : { PYTHONPATH: scripts.join(":") }),
    // Version managers look for files that choose another program, upwards from here.
    PYENV_DIR: "/",
    RBENV_DIR: "/",
    NODENV_DIR: "/",
    ASDF_DEFAULT_TOOL_VERSIONS_FILENAME: ".tool-versions-of-nobody",
    ASDF_TOOL_VERSIONS_FILENAME: ".tool-versions-of-nobody",
    MISE_IGNORED_CONFIG_PATHS: workspaceDir,
    COREPACK_ENABLE_PROJECT_SPEC: "0",
    // Settings of a repository that have git start a program.
    GIT_CONFIG_COUNT: "2",
    GIT_CONFIG_KEY_0: "core.fsmonitor",
    GIT_CONFIG_VALUE_0: "false",
    GIT_CONFIG_KEY_1: "core.hooksPath",
    GIT_CONFIG_VALUE_1: "/dev/null",
  };
}

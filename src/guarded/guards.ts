/**
 * What tools must not change because Tandem runs it or takes settings from it, worked out from the configuration: programs and scripts of
 * hooks, MCP servers and extensions, the configuration file, git's settings where hooks run, settings of programs like Claude Code.
 */
import { readlinkSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join, sep } from "node:path";
import type { GuardedPath } from "../safety/guarded.ts";
import { isWithin } from "../safety/scope.ts";
import {
  type CommandCode,
  changedFolders,
  codeOf,
  folderOf,
  loadedBy,
  type NamedCode,
} from "./named-code.ts";
import { commandsIn, commandsInside, type Words } from "./words.ts";

/** A command that Tandem starts through a shell, in the workspace of a turn. */
export interface GuardedCommand {
  /** As the subject of a sentence: `the hook Stop[0].hooks[0]`. */
  readonly who: string;
  readonly command: string;
}

/** A program that Tandem starts with arguments. */
export interface GuardedProgram {
  readonly who: string;
  readonly argv: Words;
  /** Variables that it is given beside the clean ones. */
  readonly env: Readonly<Record<string, string>>;
  /** Where relative arguments are meant from; `null`: they are not in the workspace. */
  readonly cwd: string | null;
}

export interface GuardsOptions {
  readonly commands: readonly GuardedCommand[];
  /** Asked when a turn begins: a server's variables are filled in then. */
  readonly programs: () => readonly GuardedProgram[];
  /** Files that are loaded as code. */
  readonly modules: readonly { readonly who: string; readonly path: string }[];
  readonly files: readonly GuardedPath[];
  /** Tandem's own environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folders that turns work in. */
  readonly workspaces: readonly string[];
}

export interface GuardedFolders {
  readonly workspaceDir: string;
  readonly additionalDirectories: readonly string[];
}

/** In each folder of a turn: from these, other programs of the same kind start hooks and servers. */
const SETTINGS_OF_OTHERS = [
  ".claude/settings.json",
  ".claude/settings.local.json",
  ".mcp.json",
  ".cursor/mcp.json",
  ".vscode/mcp.json",
  ".gemini/settings.json",
  ".codex/config.toml",
  ".pi/settings.json",
];
/** What git runs programs from, which a hook may start in its folder. */
/** Symlinks followed in one path at most, as the kernel does. */
const MAX_LINKS = 40;
const GIT_SETTINGS = [".git/config", ".git/config.worktree", ".git/hooks"];

export class Guards {
  readonly #options: GuardsOptions;

  constructor(options: GuardsOptions) {
    this.#options = options;
  }

  /** For a turn with these folders. Looks at files, so a path may come to be guarded when it comes to be there. */
  in(folders: GuardedFolders): readonly GuardedPath[] {
    const { commands, programs, modules, files } = this.#options;
    const roots = [folders.workspaceDir, ...folders.additionalDirectories];
    const places = [...new Set([...roots, ...this.#options.workspaces])];
    const guarded: GuardedPath[] = [...files];
    const add = (who: string, named: readonly NamedCode[]) => {
      for (const one of named) guarded.push(...guardsOf(who, one, roots));
    };
    for (const { who, command } of commands)
      for (const place of places) add(who, this.hookCode(command, place).named);
    for (const program of programs()) add(program.who, programCode(program).named);
    for (const { who, path } of modules) add(who, [{ path, isProgram: true }]);
    for (const root of roots) {
      for (const name of SETTINGS_OF_OTHERS)
        guarded.push({ path: join(root, name), why: "other agents run what it names", ifThere: true });
      if (commands.length === 0) continue;
      for (const name of GIT_SETTINGS)
        guarded.push({
          path: join(root, name),
          why: "git runs what it names, and hooks may run git there",
          ifThere: true,
        });
    }
    guarded.push(...this.#ownPrograms(roots));
    return guarded.filter(({ path }) =>
      roots.some((root) => isWithin(path, root) || isWithin(realOf(path), root)),
    );
  }

  /**
   * The workspace and those of other turns, as far as their programs are not the person's own: nothing that is started outside the
   * sandbox may be found in them.
   */
  foreign(workspaceDir: string): readonly string[] {
    const home = homeOf(this.#options.env);
    return [...new Set([workspaceDir, ...this.#options.workspaces])].filter(
      (folder) => !isWithin(home, realOf(folder)),
    );
  }

  /** What a hook's command names as code in this workspace, and whether it looks for code in its working folder. */
  hookCode(command: string, workspaceDir: string): CommandCode {
    return hookCode(command, workspaceDir, this.#options.env);
  }

  /**
   * Folders of PATH in a workspace that holds the home folder: they are the person's own, and what is started is taken from them.
   * (In any other workspace they are left out of PATH.)
   */
  #ownPrograms(roots: readonly string[]): GuardedPath[] {
    const home = homeOf(this.#options.env);
    const around = roots.filter((root) => isWithin(home, root));
    if (around.length === 0) return [];
    return (this.#options.env.PATH ?? "")
      .split(":")
      .filter(
        (folder) => isAbsolute(folder) && around.some((root) => folder !== root && isWithin(folder, root)),
      )
      .map((folder) => {
        // A `bin` with what is next to it, except where others keep their things there too.
        const beside = /^(?:s?bin|shims)$/.test(basename(folder)) ? dirname(folder) : folder;
        const isShared = roots.some((root) => isWithin(root, beside)) || beside === join(home, ".local");
        const path = isShared || isWithin(home, beside) ? folder : beside;
        return { path, why: "programs that Tandem starts are looked for in it" };
      });
  }

  /**
   * Why a file that is named as code may be another one by the time it runs: a link that tools could replace leads to it. `null`: none
   * does.
   */
  linkProblem(named: readonly NamedCode[], workspaceDir: string): string | null {
    const roots = [workspaceDir, ...this.#options.workspaces].map(realOf);
    for (const one of named) {
      const folder = folderOf(one);
      const guarded = roots.some((root) => isWithin(root, realOf(folder))) ? null : realOf(folder);
      for (const link of linksOn(one.path)) {
        const isOpen = roots.some((root) => link !== root && isWithin(link, root));
        if (isOpen && (guarded === null || !isWithin(link, guarded)))
          return `${link} is a link in the workspace, which tools could replace; name the file that it leads to`;
      }
    }
    return null;
  }
}

/** {@link Guards.hookCode}, for whoever has no guards at hand. */
export function hookCode(
  command: string,
  workspaceDir: string,
  env: Readonly<Record<string, string | undefined>>,
): CommandCode {
  const variables = { HOME: homeOf(env), CLAUDE_PROJECT_DIR: workspaceDir, PWD: workspaceDir };
  const commands = commandsIn(command, variables);
  const folders = changedFolders(commands, workspaceDir);
  const places = [workspaceDir, ...folders];
  const codes = commands.map((words) => codeOf(words, places));
  return {
    named: codes.flatMap(({ named }) => named),
    lookup: codes.find(({ lookup }) => lookup !== null)?.lookup ?? null,
    folders,
  };
}

/** What a program and its arguments and variables name as code; folders that it changes to are named as such. */
export function programCode({ argv, env, cwd }: Omit<GuardedProgram, "who">): CommandCode {
  const commands = [argv, ...commandsInside(argv, { HOME: homedir(), ...env })];
  const folders = changedFolders(commands, cwd ?? "/");
  const places = [...(cwd === null ? [] : [cwd]), ...folders];
  const codes = commands.map((words) => codeOf(words, places));
  const named = [
    ...codes.flatMap((code) => code.named),
    ...folders.map((path) => ({ path, isProgram: false })),
  ];
  const lookup = codes.find((code) => code.lookup !== null)?.lookup ?? null;
  const loaded = Object.entries(env).flatMap(([name, value]) => loadedBy(name, value));
  return { named: [...named, ...loaded], lookup };
}

/** The file itself; of a program also its folder, unless that is writable as a whole. */
function guardsOf(who: string, one: NamedCode, roots: readonly string[]): GuardedPath[] {
  const why = `${who} runs it`;
  const folder = folderOf(one);
  if (!one.isProgram) return folder === one.path ? [] : [{ path: one.path, why }];
  const isRoot = roots.some((root) => isWithin(realOf(root), realOf(folder)));
  const own = folder === one.path && isRoot ? [] : [{ path: one.path, why }];
  if (isRoot || folder === one.path) return own;
  return [...own, { path: folder, why: `${who} runs a program in it` }];
}

function homeOf(env: Readonly<Record<string, string | undefined>>): string {
  return env.HOME !== undefined && isAbsolute(env.HOME) ? env.HOME : homedir();
}

/** The links on the way to a path, each with a real folder above it. */
function linksOn(path: string): string[] {
  const links: string[] = [];
  const pending = path.split(sep).filter((name) => name !== "");
  let current: string = sep;
  for (let name = pending.shift(); name !== undefined; name = pending.shift()) {
    if (name === "" || name === ".") continue;
    const next = name === ".." ? dirname(current) : join(current, name);
    const target = name === ".." || links.length >= MAX_LINKS ? null : linkTarget(next);
    if (target === null) current = next;
    else {
      links.push(next);
      pending.unshift(...target.split(sep));
      if (isAbsolute(target)) current = sep;
    }
  }
  return links;
}

function linkTarget(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

/** The real path of what is there of it. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(realOf(folder), path.slice(folder.length));
  }
}

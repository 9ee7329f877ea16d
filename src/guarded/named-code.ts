/** Which files a command line names as code to run, and whether it looks for code in the folder it starts in. */
import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, extname, isAbsolute, join, resolve } from "node:path";
import { UNKNOWN, type Words } from "./words.ts";

/** A file or folder that is run, or loaded by what is. */
export interface NamedCode {
  /** Absolute. */
  readonly path: string;
  /** It is the program or script itself: what is in the folder with it is what it loads. */
  readonly isProgram: boolean;
}

export interface CommandCode {
  readonly named: readonly NamedCode[];
  /** What looks for its code in the working folder (`npx`, `python -m`); `null`: nothing does. */
  readonly lookup: string | null;
  /** Folders that it changes to first. */
  readonly folders?: readonly string[];
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Words before a program that are not the program. */
const WRAPPERS = words(
  "env sudo doas nohup nice ionice chrt timeout exec command builtin time stdbuf setsid xargs caffeinate flock unbuffer " +
    "if then elif else do while until ! eval",
);
const SHELLS = words("sh bash zsh dash ksh ash fish busybox");
/** Run the file that is their first argument. */
const INTERPRETERS = words(
  "node nodejs deno bun tsx ts-node ruby perl php lua luajit osascript Rscript pwsh java dotnet . source",
);
const PYTHON = /^(?:python|pypy)[\d.]*$/;
/** Inline code, after which modules are looked for in the working folder. */
const INLINE = words("-c -e -p --eval --print -pe -ne -");
/** Take their code, or what decides about it, from the folder they start in. */
const LAUNCHERS = words(
  "npx npm pnpm pnpx yarn yarnpkg bunx uv uvx pipx poetry pdm hatch pipenv rye tox nox pre-commit make gmake just task rake bundle " +
    "gulp grunt cargo go gradle mvn ant composer mix corepack lefthook husky direnv mise asdf nix nix-shell turbo nx lerna",
);
/** Options of interpreters and launchers whose value is another word. */
const WITH_VALUE = words(
  "-r --require --import --loader --experimental-loader -I -C --directory --project --prefix -p --package --from --with " +
    "--with-editable --env-file -f --file --config --rcfile --init-file -cp -classpath --class-path -jar --manifest-path -S --cwd " +
    "--python --loader --preload -W -X --target",
);
/** Those that mean the same behind the name of what is launched. */
const FOLDER_OPTIONS = words("--prefix -C --directory --project --cwd --package --from --manifest-path");
/** Arguments of these are data. */
const DATA_ONLY = words(
  "echo printf cat ls pwd cd mkdir rmdir touch cp mv ln rm chmod chown stat file head tail wc uniq cut tr grep egrep fgrep rg diff cmp " +
    "which type test [ [[ true false basename dirname realpath readlink date sleep export read tee seq git curl wget logger notify-send",
);
const CODE_ENDING =
  /\.(?:sh|bash|zsh|fish|py|pyz|pyw|js|mjs|cjs|jsx|ts|mts|cts|tsx|rb|pl|pm|php|lua|ps1|r|jar|awk|jq|sed)$/i;

/** Variables whose folders programs load code from. */
const CODE_FOLDERS =
  /^(?:PATH|PYTHONPATH|PYTHONHOME|NODE_PATH|NODE_OPTIONS|PERL5LIB|PERL5OPT|RUBYLIB|RUBYOPT|GEM_PATH|GEM_HOME|GOPATH|CLASSPATH|JAVA_TOOL_OPTIONS|BASH_ENV|ENV|LD_LIBRARY_PATH|LD_PRELOAD|DYLD_\w+|npm_config_\w+)$/i;
/** What programs load because of a variable. */
export function loadedBy(name: string, value: string): NamedCode[] {
  if (!CODE_FOLDERS.test(name)) return [];
  return value
    .split(/[\s:=]+/)
    .filter((path) => isAbsolute(path) && !path.includes(UNKNOWN))
    .map(asProgram);
}

/** `folders`: where a relative path may be meant from. A command that is not understood names nothing. */
export function codeOf(command: Words, folders: readonly string[]): CommandCode {
  const start = programAt(command);
  const program = command[start];
  if (program === undefined) return NOTHING;
  const name = basename(program);
  const rest = command.slice(start + 1);
  const assigned = command.slice(0, start).flatMap((word) => {
    const [, variable = "", value = ""] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? [];
    return loadedBy(variable, value);
  });
  const own = [...assigned, ...(program.includes("/") ? pathsOf(program, folders).map(asProgram) : [])];
  if (SHELLS.has(name)) return { named: [...own, ...scriptOf(rest, folders)], lookup: null };
  const isPython = PYTHON.test(name);
  if (isPython || INTERPRETERS.has(name)) {
    const inline = rest.findIndex((word) => INLINE.has(word) || (isPython && /^-\w*m/.test(word)));
    const script = rest.findIndex((word) => !word.startsWith("-"));
    const looks = inline >= 0 && (script < 0 || inline <= script) && name !== "java";
    return {
      named: [...own, ...scriptOf(rest, folders)],
      lookup: looks ? `${name} ${rest[inline]}` : isPython && rest.length === 0 ? name : null,
    };
  }
  if (LAUNCHERS.has(name)) {
    const given = rest.filter((_word, at) => FOLDER_OPTIONS.has(rest[at - 1] ?? ""));
    const named = [
      ...scriptOf(rest, folders),
      ...given.flatMap((word) => pathsOf(word, folders)).map(asProgram),
    ];
    return { named: [...own, ...named], lookup: name };
  }
  if (DATA_ONLY.has(name)) return { named: own, lookup: null };
  const files = rest.flatMap((word) => pathsOf(behindOption(word), folders)).filter(isCodeFile);
  return { named: [...own, ...files.map((path) => ({ path, isProgram: false }))], lookup: null };
}

const NOTHING: CommandCode = { named: [], lookup: null };

/** Where the program is, behind wrappers, their options and assignments. */
function programAt(command: Words): number {
  let wrapped = false;
  for (const [at, word] of command.entries()) {
    if (/^[A-Za-z_]\w*=/.test(word)) continue;
    if (WRAPPERS.has(basename(word))) wrapped = true;
    else if (!wrapped || !(word.startsWith("-") || /^[\d.]+[smhd]?$/.test(word))) return at;
  }
  return command.length;
}

/** The script that an interpreter is given, and files and folders that its options name. */
function scriptOf(rest: Words, folders: readonly string[]): NamedCode[] {
  const named: NamedCode[] = [];
  for (const [at, word] of rest.entries()) {
    const before = rest[at - 1] ?? "";
    if (word.startsWith("-")) {
      if (word.includes("=")) named.push(...pathsOf(behindOption(word), folders).map(asProgram));
      continue;
    }
    if (INLINE.has(before)) break;
    if (word === "run" || word === "exec" || word === "x" || word === "dlx" || word === "tool") continue;
    named.push(
      ...pathsOf(word, folders)
        .filter((path) => isNamed(word, path))
        .map(asProgram),
    );
    if (!WITH_VALUE.has(before)) break;
  }
  return named;
}

/** Whether a word means a file: it is written as a path or like a script, or there is one. */
function isNamed(word: string, path: string): boolean {
  return /^(?:~?\/|\.\.?\/)/.test(word) || CODE_ENDING.test(word) || kindOf(path) !== null;
}

function asProgram(path: string): NamedCode {
  return { path, isProgram: true };
}

/** What is behind the `=` of an option; any other word as it is. */
function behindOption(word: string): string {
  return /^-[^=]*=(.*)$/s.exec(word)?.[1] ?? word;
}

/** The absolute paths that a word may mean. */
function pathsOf(word: string, folders: readonly string[]): string[] {
  if (word === "" || word.includes(UNKNOWN) || word.includes("://")) return [];
  if (word.startsWith("~/")) return [join(homedir(), word.slice(2))];
  if (isAbsolute(word)) return [resolve(word)];
  return folders.map((folder) => resolve(folder, word));
}

function kindOf(path: string): "file" | "folder" | null {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return null;
  }
}

function isCodeFile(path: string): boolean {
  try {
    if (kindOf(path) !== "file") return false;
    if (CODE_ENDING.test(extname(path))) return true;
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Folders that a command changes to before the rest runs. */
export function changedFolders(commands: readonly Words[], workspaceDir: string): string[] {
  return commands.flatMap((command) => {
    const [name, ...rest] = command;
    const to = name === "cd" || name === "pushd" ? rest.find((word) => !word.startsWith("-")) : undefined;
    return to === undefined ? [] : pathsOf(to, [workspaceDir]);
  });
}

/** The folder with a program in it. */
export function folderOf({ path }: NamedCode): string {
  return kindOf(path) === "folder" ? path : dirname(path);
}

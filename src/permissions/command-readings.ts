/**
 * What one simple command may amount to, as a rule that restricts has to see it: the command itself, the command that a wrapper such as
 * `sudo` or `timeout` starts, and the subcommand behind options (`git -C repo push`). Every program that is not known to take only data
 * may start another one, so nothing here depends on a complete list of wrappers.
 */

/** A reading of a command. `sure: false`: it may mean this, so a person decides. */
export interface Reading {
  readonly words: readonly string[];
  readonly sure: boolean;
}

/** A command with more words than this is not taken apart further: that would take quadratic time. */
const MAX_WORDS = 400;

/** Programs that certainly run the command in their arguments. */
const RUNNERS: ReadonlySet<string> = new Set(
  (
    "sh bash zsh dash ksh fish eval exec source . xargs env sudo doas nohup nice ionice chrt taskset timeout command builtin time watch " +
    "find parallel busybox toybox setsid setpriv stdbuf unbuffer chroot unshare nsenter ssh su runuser flock caffeinate strace ltrace " +
    "script systemd-run prlimit setarch entr"
  ).split(" "),
);

/** Programs that read commands from standard input when no file is named. */
const STDIN_RUNNERS: ReadonlySet<string> = new Set(
  "sh bash zsh dash ksh fish python python3 node perl ruby php lua deno bun".split(" "),
);

/** Programs that append what they read to the command in their arguments. */
const APPENDING: ReadonlySet<string> = new Set(["xargs", "parallel"]);

/** Programs whose arguments are data: the name of another program among them means nothing. */
const DATA_ONLY: ReadonlySet<string> = new Set(
  (
    "echo printf cat ls pwd cd mkdir rmdir touch cp mv ln rm chmod chown stat file head tail wc sort uniq cut tr grep egrep fgrep rg diff " +
    "cmp git which type man test [ true false basename dirname realpath readlink date sleep export du df ps kill tar gzip gunzip zip unzip " +
    "curl wget jq sha256sum md5sum id whoami hostname uname tee seq"
  ).split(" "),
);

/** Options of `git` itself, before the subcommand, that take a word of their own. */
const GIT_VALUE_OPTIONS: ReadonlySet<string> = new Set([
  "-C",
  "-c",
  "--git-dir",
  "--work-tree",
  "--namespace",
  "--super-prefix",
  "--config-env",
  "--exec-path",
]);

/**
 * The readings of a simple command. `program`: the first word of the pattern that is looked for. `null`: the command is too long to be
 * taken apart.
 */
export function readings(words: readonly string[], program: string): readonly Reading[] | null {
  if (words.length > MAX_WORDS) return null;
  const found: Reading[] = [];
  const own = [words, withBareName(words)];
  found.push(...own.map((one) => ({ words: one, sure: true })), ...behindOptions(own[1]!));
  const [name = "", ...rest] = own[1]!;
  if (DATA_ONLY.has(name)) return found;
  const runs = RUNNERS.has(name);
  for (let at = 0; at < rest.length; at++) {
    const tail = withBareName(rest.slice(at));
    found.push({ words: rest.slice(at), sure: runs }, { words: tail, sure: runs });
    found.push(...behindOptions(tail).map((one) => ({ ...one, sure: one.sure && runs })));
    found.push(...inside(rest[at]!, runs));
  }
  if (STDIN_RUNNERS.has(name) && rest.every((word) => word.startsWith("-")))
    found.push({ words: [program], sure: false });
  if (APPENDING.has(name) && rest.some((word) => bareName(word) === program))
    found.push({ words: [program], sure: false });
  return found;
}

/** Whether a reading that names only the program stands for any of its commands. */
export function isWholeProgram({ words, sure }: Reading): boolean {
  return !sure && words.length === 1;
}

function bareName(word: string): string {
  return word.slice(word.lastIndexOf("/") + 1);
}

function withBareName([first = "", ...rest]: readonly string[]): readonly string[] {
  return [bareName(first), ...rest];
}

/** A word of a wrapper or an interpreter that is itself a command or code: `sh -c 'git push'`, `python -c "os.system('git push')"`. */
function inside(word: string, sure: boolean): Reading[] {
  if (!/[^\w./@%+:=-]/.test(word)) return [];
  const commands = pieces(word).flatMap((words) => [words, withBareName(words)]);
  const tokens = word.split(/[^\w./-]+/).filter(Boolean);
  const suffixes = tokens.length > MAX_WORDS ? [] : tokens.map((_, at) => withBareName(tokens.slice(at)));
  return [
    ...commands.map((words) => ({ words, sure })),
    ...suffixes.map((words) => ({ words, sure: false })),
  ];
}

/** The subcommand behind a program's own options. */
function behindOptions([name = "", ...rest]: readonly string[]): Reading[] {
  if (!rest[0]?.startsWith("-")) return [];
  if (name === "git") {
    let at = 0;
    while (rest[at]?.startsWith("-")) at += GIT_VALUE_OPTIONS.has(rest[at]!) ? 2 : 1;
    return [{ words: [name, ...rest.slice(at)], sure: true }];
  }
  // Which options take a word is not known: each word that may be the subcommand is tried.
  const found: Reading[] = [];
  for (let at = 0; at < rest.length && (rest[at]!.startsWith("-") || rest[at - 1]?.startsWith("-")); at++)
    found.push({ words: [name, ...rest.slice(at + 1)], sure: false });
  return found;
}

/** Pieces between everything that may separate commands; good enough to look for something in them. */
export function pieces(command: string): string[][] {
  return command
    .split(/[;&|\n\r(){}<>`$]+/)
    .map((piece) =>
      piece
        .replaceAll(/["'\\]/g, "")
        .trim()
        .split(/\s+/)
        .filter(Boolean),
    )
    .filter((words) => words.length > 0);
}

/**
 * What one simple command may amount to, as a rule that restricts has to see it: the command itself, the command that a wrapper such as
 * `sudo` or `timeout` starts, and the subcommand behind options (`git -C repo push`). Every program that is not known to take only data
 * may start another one, so nothing here depends on a complete list of wrappers.
 */
import { gitReadings } from "./git-readings.ts";

/** A reading of a command: the program `name`, followed by `words` from `at` on. Nothing is copied: a command may be long. */
export interface Reading {
  /** Without the folder it lies in. */
  readonly name: string;
  readonly words: readonly string[];
  readonly at: number;
  /** Whether the command certainly means this; otherwise a person decides. */
  readonly sure: boolean;
  /** The program may be given anything: whatever a rule says of it may apply. */
  readonly whole?: boolean;
}

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

/**
 * Programs whose arguments are data, and that have no option to start another program: a name among them means nothing. Not `tar`, `rg`,
 * `sort`, `zip`, `man`, `wget` and the like, each of which can be told to run one.
 */
const DATA_ONLY: ReadonlySet<string> = new Set(
  (
    "echo printf cat ls pwd cd mkdir rmdir touch cp mv ln rm chmod chown stat file head tail wc uniq cut tr grep egrep fgrep diff " +
    "cmp which type test [ true false basename dirname realpath readlink date sleep export du df ps kill gzip gunzip unzip " +
    "jq sha256sum md5sum id whoami hostname uname tee seq"
  ).split(" "),
);

/** The readings of a simple command, each found as it is asked for; `program` is the one that the rule is about. */
export function* readings(words: readonly string[], program: string): Generator<Reading> {
  yield* own(words, 0, true);
  const name = bareName(words[0] ?? "");
  if (DATA_ONLY.has(name)) return;
  if (name === "git") {
    yield* gitReadings(words, 1, program, true);
    return;
  }
  const sure = RUNNERS.has(name);
  for (let at = 1; at < words.length; at++) {
    yield* own(words, at, sure);
    if (bareName(words[at]!) === "git") yield* gitReadings(words, at + 1, program, sure);
    yield* inside(words[at]!, sure);
  }
  const rest = words.slice(1);
  if (STDIN_RUNNERS.has(name) && rest.every((word) => word.startsWith("-"))) yield anything(program);
  if (APPENDING.has(name) && rest.some((word) => bareName(word) === program)) yield anything(program);
}

/** The program with arguments that cannot be known. */
export function anything(program: string): Reading {
  return { name: program, words: [], at: 0, sure: false, whole: true };
}

export function bareName(word: string): string {
  return word.slice(word.lastIndexOf("/") + 1);
}

/** The command that begins at a word, and what it is behind its own options. */
function* own(words: readonly string[], at: number, sure: boolean): Generator<Reading> {
  const name = bareName(words[at] ?? "");
  yield { name, words, at: at + 1, sure };
  if (name === "git" || name.startsWith("-")) return;
  // Which options take a word is not known: each word that may be the subcommand is tried.
  for (let next = at + 1; next < words.length; next++) {
    if (!words[next]!.startsWith("-") && !words[next - 1]!.startsWith("-")) return;
    yield { name, words, at: next + 1, sure: false };
    // `-mpip` is `-m pip`.
    const glued = /^-[A-Za-z](?=[A-Za-z])(.+)$/.exec(words[next]!)?.[1];
    if (glued !== undefined) yield { name: bareName(glued), words, at: next + 1, sure: false };
  }
}

/** A word of a wrapper or an interpreter that is itself a command or code: `sh -c 'git push'`, `python -c "os.system('git push')"`. */
export function* inside(word: string, sure: boolean): Generator<Reading> {
  if (/^[\w./@%+:-]*$/.test(word)) return;
  // A leading space says that even one plain word is a command.
  for (const words of pieces(word.replace(/^ --?[\w-]*=/, ""))) yield* own(words, 0, sure);
  // What stands behind `=` of an option, and each word of a piece of code.
  const tokens = word.split(/[^\w./-]+/).filter(Boolean);
  for (let at = 0; at < tokens.length; at++) {
    yield { name: bareName(tokens[at]!), words: tokens, at: at + 1, sure: false };
  }
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

/** What a `git` command may amount to: its subcommand behind options, and the programs that git itself can be told to start. */
import { anything, bareName, inside, type Reading } from "./command-readings.ts";

/** Options of `git` itself, before the subcommand, that take a word of their own. */
const VALUE_OPTIONS: ReadonlySet<string> = new Set(
  "-C -c --git-dir --work-tree --namespace --super-prefix --config-env --attr-source --list-cmds".split(" "),
);

/** Settings of `-c` that start no program and name no subcommand. Any other may: an alias, a pager, an editor, a transport. */
const HARMLESS =
  /^(?:color\.|user\.|author\.|committer\.|advice\.|log\.|pull\.|core\.(?:quotepath|autocrlf|safecrlf|filemode|ignorecase|longpaths)|init\.defaultbranch|safe\.directory|commit\.gpgsign|push\.(?:default|autosetupremote)|merge\.ff|rebase\.(?:autostash|autosquash)|http\.(?:version|postbuffer|lowspeed\w+)|gc\.)/i;

/** Subcommands that are git's own and start nothing that their arguments name. Others may be aliases, or run what follows. */
const PLAIN: ReadonlySet<string> = new Set(
  (
    "add am apply blame branch bundle cat-file checkout checkout-index cherry cherry-pick clean commit commit-tree config count-objects " +
    "describe diff diff-files diff-index diff-tree fast-export fsck gc hash-object help init log ls-files ls-tree merge merge-base " +
    "mktag mktree mv name-rev notes pack-refs prune push range-diff read-tree reflog remote reset restore rev-list rev-parse revert rm " +
    "shortlog show show-branch show-ref sparse-checkout stash status switch symbolic-ref tag update-index update-ref var version " +
    "whatchanged worktree write-tree"
  ).split(" "),
);

/** Subcommands that start another program only when an option or an `ext::` address names it. */
const BY_OPTION: ReadonlySet<string> = new Set("archive clone fetch grep ls-remote pull rebase".split(" "));
/** Options whose value is a command: anywhere, and the short ones of the subcommands in {@link BY_OPTION}. */
const COMMAND_OPTION = /^--(?:upload-pack|receive-pack|exec|open-files-in-pager|extcmd|tool|cmd|ext-diff)\b/;
const SHORT_COMMAND_OPTION = /^-[uxO]/;

/** `from`: the word after `git`. */
export function* gitReadings(
  words: readonly string[],
  from: number,
  program: string,
  sure: boolean,
): Generator<Reading> {
  let at = from;
  let open = false;
  for (; words[at]?.startsWith("-"); at++) {
    const [option = "", glued] = words[at]!.split(/=(.*)/s, 2);
    if (option === "-c" || option === "--config-env") open ||= !HARMLESS.test(words[at + 1] ?? "");
    // Where git looks for its subcommands.
    if (option === "--exec-path" && glued !== undefined) open = true;
    if (VALUE_OPTIONS.has(option) && glued === undefined) at++;
  }
  yield { name: "git", words, at, sure };
  if (open) yield anything(program);
  const subcommand = words[at];
  if (subcommand === undefined) return;
  const known = PLAIN.has(subcommand) || BY_OPTION.has(subcommand);
  if (!known) yield anything(program);
  for (let next = at + 1; next < words.length; next++) {
    const word = words[next]!;
    const names =
      COMMAND_OPTION.test(word) ||
      word.startsWith("ext::") ||
      (BY_OPTION.has(subcommand) && SHORT_COMMAND_OPTION.test(word));
    if (names) {
      // The value is behind `=`, glued to the option, or the next word.
      yield* inside(` ${word.replace(/^-[uxO]/, "")}`, false);
      if (words[next + 1] !== undefined) yield* inside(` ${words[next + 1]}`, false);
    } else if (!known) {
      yield { name: bareName(word), words, at: next + 1, sure: false };
      yield* inside(word, false);
    }
  }
}

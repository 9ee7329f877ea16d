/**
 * Patterns of rules about commands. `:*` at the end is whatever follows; ` *` at the end is more words; `*` at the end of a word, as the last
 * character of the pattern, is whatever follows too (`git push*`), as in Claude Code. A `*` elsewhere is any characters: within its word for
 * a rule that allows, of any words for a rule that restricts.
 */
import { fits } from "../policy/names.ts";
import { bareName, type Reading, readings } from "./command-readings.ts";
import { parseShell } from "./shell.ts";

/** Characters and words of a command beyond which it is not taken apart, and counts as not understood. */
const MAX_COMMAND = 20_000;
const MAX_WORDS = 400;

/** Whether one pattern certainly speaks of a simple command, word by word. */
export function allowsCommand(words: readonly string[], pattern: string): boolean {
  const end = /:\*$|\s\*$/.exec(pattern)?.[0];
  const wanted = pattern
    .slice(0, pattern.length - (end?.length ?? 0))
    .trim()
    .split(/\s+/);
  const more = words.length - wanted.length;
  const open = end === ":*" || (end === undefined && pattern.endsWith("*"));
  if (more < (end === undefined || open ? 0 : 1) || (more > 0 && end === undefined && !open)) return false;
  return wanted.every((word, index) => fits(words[index]!, word));
}

/** Whether a pattern speaks of any part of a command, whatever it is wrapped in. */
export function restrictsCommand(command: string, pattern: string): "yes" | "no" | "unsure" {
  if (command.length > MAX_COMMAND) return "unsure";
  const wanted = wantedOf(pattern);
  if (speaksOfText(command.trim().replaceAll(/\s+/g, " "), wanted)) return "yes";
  const { certain, parts } = parseShell(command);
  let unsure = !certain;
  for (const part of parts) {
    if (part.length > MAX_WORDS) {
      unsure = true;
      continue;
    }
    for (const reading of readings(part, wanted.program)) {
      if (!speaks(reading, wanted)) continue;
      if (reading.sure) return "yes";
      unsure = true;
    }
  }
  return unsure ? "unsure" : "no";
}

interface Wanted {
  /** Without what its end stands for. */
  readonly text: string;
  /** Its first word, a pattern itself. */
  readonly first: string;
  /** The first word without the folder it lies in. */
  readonly program: string;
  /** Whether more words may follow. */
  readonly open: boolean;
}

function wantedOf(pattern: string): Wanted {
  const end = /:\*$|\s\*$/.exec(pattern)?.[0];
  const text = pattern
    .slice(0, pattern.length - (end?.length ?? 0))
    .trim()
    .replaceAll(/\s+/g, " ");
  const first = text.split(" ", 1)[0]!;
  return { text, first, program: bareName(first), open: end !== undefined };
}

function speaksOfText(said: string, { text, open }: Wanted): boolean {
  return fits(said, text) || (open && fits(said, `${text} *`));
}

/** As a restriction reads it: too much rather than too little. Words are joined only where the program can be the one that is meant. */
function speaks({ name, words, at, whole }: Reading, wanted: Wanted): boolean {
  const isProgram = fits(name, wanted.program) || fits(words[at - 1] ?? name, wanted.first);
  if (whole) return isProgram;
  // A star at the beginning stands for all that comes before as well, which the whole text was held against already.
  if (!isProgram && !(wanted.first.includes("*") && !wanted.first.startsWith("*"))) return false;
  const rest = words.slice(at).join(" ");
  const said = (program: string) => (rest === "" ? program : `${program} ${rest}`);
  const written = words[at - 1];
  return speaksOfText(said(name), wanted) || (written !== undefined && speaksOfText(said(written), wanted));
}

/**
 * Patterns of rules about commands. `:*` at the end is whatever follows; ` *` at the end is more words; `*` at the end of a word, as the last
 * character of the pattern, is whatever follows too (`git push*`), as in Claude Code. A `*` elsewhere is any characters: within its word for
 * a rule that allows, of any words for a rule that restricts.
 */
import { fits } from "../policy/names.ts";
import { isWholeProgram, readings } from "./command-readings.ts";
import { parseShell } from "./shell.ts";

/** Characters of a command beyond which it is not taken apart, and counts as not understood. */
const MAX_COMMAND = 50_000;

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
  const { certain, parts } = parseShell(command);
  const program = programOf(pattern);
  if (speaks(command.trim().split(/\s+/), pattern)) return "yes";
  let unsure = !certain;
  for (const part of parts) {
    const found = readings(part, program);
    if (found === null) {
      unsure = true;
      continue;
    }
    for (const reading of found) {
      if (isWholeProgram(reading) && reading.words[0] === program) unsure = true;
      if (!speaks(reading.words, pattern)) continue;
      if (reading.sure) return "yes";
      unsure = true;
    }
  }
  return unsure ? "unsure" : "no";
}

/** The first word of a pattern, without the folder it lies in. */
function programOf(pattern: string): string {
  const first = pattern.trim().split(/\s+/)[0]!.replace(/:\*$/, "");
  return first.slice(first.lastIndexOf("/") + 1);
}

/** As a restriction reads it: too much rather than too little. */
function speaks(words: readonly string[], pattern: string): boolean {
  const said = words.join(" ");
  const end = /:\*$|\s\*$/.exec(pattern)?.[0];
  const wanted = pattern
    .slice(0, pattern.length - (end?.length ?? 0))
    .trim()
    .replaceAll(/\s+/g, " ");
  return fits(said, wanted) || (end !== undefined && fits(said, `${wanted} *`));
}

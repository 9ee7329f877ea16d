/** What a person is told of a call before it runs. */
import type { PendingCall } from "../tools/stages/stage.ts";
import { effectOf } from "./modes.ts";
import { pathsOf } from "./subject.ts";

/** Characters of a summary; what is more is in the preview. */
const MAX_SUMMARY_CHARS = 20_000;
/** Characters of an input that has no summary of its own. */
const MAX_INPUT_CHARS = 1_000;

/** Not yet fit for a terminal: see {@link oneLine}. An error in a tool's own summary is the caller's to deal with. */
export function summaryOf({ tool, input }: Pick<PendingCall, "tool" | "input">): string {
  const { name, summary } = tool!;
  if (summary !== undefined) return summary(input);
  const paths = pathsOf(tool!, input);
  if (paths !== null && effectOf(tool!) === "edit") return `${name}: ${paths.join(", ")}`;
  if (typeof input.url === "string") return `${name}: ${input.url}`;
  const json = JSON.stringify(input);
  return json.length > MAX_INPUT_CHARS
    ? `${name} ${json.slice(0, MAX_INPUT_CHARS)}… (${json.length} characters)`
    : `${name} ${json}`;
}

/** What a user who said no wants in place of the call, as the model reads it. */
export function insteadText(instead: string): string {
  return `The user wants this instead:\n${instead}`;
}

/** In one line, and whole up to 20,000 characters; what would move a terminal's cursor or turn its text around is shown by its code. */
export function oneLine(text: string): string {
  const code = (character: string) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, "0")}`;
  const left = text.length - MAX_SUMMARY_CHARS;
  if (left > 0) return `${oneLine(text.slice(0, MAX_SUMMARY_CHARS))}… (${left} more characters)`;
  return text.replace(/\n/g, " ↵ ").replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, code);
}

/** Puts the hunks of a patch into a text. Pure. */
import { TandemError } from "../../../kernel/errors.ts";
import type { Hunk } from "./parse.ts";

/** How two lines may differ and still be the same one, from strict to lenient. */
const LENIENCE: readonly ((line: string) => string)[] = [
  (line) => line,
  (line) => line.trimEnd(),
  (line) => line.trim(),
  plainPunctuation,
];

/**
 * The text with all hunks in it. Each is looked for after the one before; lines that stay keep the file's own white space and line
 * ends. Throws TandemError `tool_error` when a hunk has no place, or several.
 */
export function applyHunks(text: string, hunks: readonly Hunk[], shown: string): string {
  const endsWithLine = text === "" || text.endsWith("\n");
  const lines = text === "" ? [] : (endsWithLine ? text.slice(0, -1) : text).split("\n");
  const isCrLf = lines.length > 0 && lines.filter((line) => line.endsWith("\r")).length * 2 > lines.length;
  const bare = lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  const result: string[] = [];
  let done = 0;
  for (const [index, hunk] of hunks.entries()) {
    const start = placeOf(bare, hunk, done, `hunk ${index + 1} of ${shown}`);
    result.push(...lines.slice(done, start));
    done = start;
    for (const { op, text: line } of hunk.lines) {
      if (op === " ") result.push(lines[done++] as string);
      else if (op === "-") done += 1;
      else result.push(isCrLf ? `${line}\r` : line);
    }
  }
  result.push(...lines.slice(done));
  return result.join("\n") + (endsWithLine && result.length > 0 ? "\n" : "");
}

/** Index of the first line that the hunk is about. */
function placeOf(lines: readonly string[], hunk: Hunk, from: number, what: string): number {
  let start = from;
  for (const anchor of hunk.anchors) {
    const [found] = find(lines, [anchor], start);
    if (found === undefined) throw noPlace(what, `there is no line "${anchor.trim()}" to find it by`);
    start = found + 1;
  }
  const old = hunk.lines.filter(({ op }) => op !== "+").map(({ text }) => text);
  if (old.length === 0) return hunk.anchors.length > 0 && !hunk.atEnd ? start : lines.length;
  if (hunk.atEnd) {
    const last = lines.length - old.length;
    if (last >= start && find(lines.slice(last), old, 0)[0] === 0) return last;
  }
  const places = find(lines, old, start);
  if (places.length === 0) throw noPlace(what, "its lines are not in the file as given", old);
  if (places.length > 1 && hunk.anchors.length === 0)
    throw noPlace(
      what,
      `its lines are in the file ${places.length} times; put "@@ <a line above>" before it`,
    );
  return places[0] as number;
}

/** Where the lines stand, by the strictest comparison that finds them at all. */
function find(lines: readonly string[], wanted: readonly string[], from: number): number[] {
  for (const normal of LENIENCE) {
    const sought = wanted.map(normal);
    const places: number[] = [];
    for (let at = from; at + sought.length <= lines.length; at++) {
      if (sought.every((line, offset) => line === normal(lines[at + offset] as string))) places.push(at);
    }
    if (places.length > 0) return places;
  }
  return [];
}

/** Models write typographic characters as plain ones. */
function plainPunctuation(line: string): string {
  return line
    .trim()
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[\u2018-\u201b]/g, "'")
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " ");
}

function noPlace(what: string, why: string, lines: readonly string[] = []): TandemError {
  const sought = lines.length === 0 ? "" : `\nSought:\n${lines.slice(0, 8).join("\n")}`;
  const message = `The patch was not applied, no file was changed: ${what}: ${why}.${sought}`;
  const remediation = "Read the file and write the patch from what stands there.";
  return new TandemError({ code: "tool_error", message: `${message}\n${remediation}` });
}

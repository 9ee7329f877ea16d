/**
 * Reads the patch format that models know as `apply_patch`: `*** Begin Patch`, then files to add, update, move or delete, then
 * `*** End Patch`. Changes are found by their surrounding lines, not by line numbers.
 */
import { TandemError } from "../../../kernel/errors.ts";

/** One line of a hunk: stays, goes, or comes. */
export interface HunkLine {
  readonly op: " " | "-" | "+";
  readonly text: string;
}

export interface Hunk {
  /** Lines to look for first, one after another, to find the place (`@@ class Foo`). */
  readonly anchors: readonly string[];
  readonly lines: readonly HunkLine[];
  /** The hunk ends where the file does. */
  readonly atEnd: boolean;
}

export type PatchStep =
  | { readonly kind: "add"; readonly path: string; readonly content: string }
  | { readonly kind: "delete"; readonly path: string }
  | {
      readonly kind: "update";
      readonly path: string;
      readonly moveTo: string | null;
      readonly hunks: readonly Hunk[];
    };

const BEGIN = "*** Begin Patch";
const END = "*** End Patch";
const END_OF_FILE = "*** End of File";
const MOVE = "*** Move to: ";
const STEP = /^\*\*\* (Add|Update|Delete) File: (.+)$/;

/** The steps in order; at least one. Throws TandemError `tool_error` that names the line and what was expected there. */
export function parsePatch(text: string): PatchStep[] {
  const lines = text.trim().split(/\r?\n/);
  if (lines[0]?.trim() !== BEGIN) throw wrong(1, `the first line must be "${BEGIN}"`);
  if (lines.length < 2 || lines.at(-1)?.trim() !== END)
    throw wrong(lines.length, `the last line must be "${END}"`);
  const reader = new Reader(lines.slice(1, -1));
  const steps: PatchStep[] = [];
  while (!reader.done) steps.push(stepAt(reader));
  if (steps.length === 0) throw wrong(2, "there is no file in it");
  return steps;
}

class Reader {
  readonly #lines: readonly string[];
  #at = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  get done(): boolean {
    return this.#at >= this.#lines.length;
  }

  /** In the whole patch, from 1. */
  get number(): number {
    return this.#at + 2;
  }

  /** The next line; `null` at the end. */
  get next(): string | null {
    return this.#lines[this.#at] ?? null;
  }

  take(): string {
    return this.#lines[this.#at++] as string;
  }

  /** Lines for as long as `wanted`. */
  takeWhile(wanted: (line: string) => boolean): string[] {
    const taken: string[] = [];
    while (this.next !== null && wanted(this.next)) taken.push(this.take());
    return taken;
  }
}

function stepAt(reader: Reader): PatchStep {
  const { number } = reader;
  const [, kind, rawPath = ""] = STEP.exec(reader.take().trimEnd()) ?? [];
  const path = rawPath.trim();
  if (kind === undefined || path === "")
    throw wrong(
      number,
      'expected "*** Add File: <path>", "*** Update File: <path>" or "*** Delete File: <path>"',
    );
  if (kind === "Delete") return { kind: "delete", path };
  if (kind === "Add") return { kind: "add", path, content: addedText(reader) };
  const moveTo = reader.next?.startsWith(MOVE) ? reader.take().slice(MOVE.length).trim() : null;
  if (moveTo === "") throw wrong(reader.number - 1, `"${MOVE}" names no path`);
  const hunks: Hunk[] = [];
  while (reader.next !== null && !STEP.test(reader.next)) hunks.push(hunkAt(reader));
  if (hunks.length === 0 && moveTo === null) throw wrong(number, `the update of ${path} changes nothing`);
  return { kind: "update", path, moveTo, hunks };
}

function addedText(reader: Reader): string {
  const lines = reader.takeWhile((line) => !STEP.test(line));
  const first = reader.number - lines.length;
  return lines
    .map((line, index) => {
      if (!line.startsWith("+")) throw wrong(first + index, 'each line of a new file must begin with "+"');
      return `${line.slice(1)}\n`;
    })
    .join("");
}

function hunkAt(reader: Reader): Hunk {
  const { number } = reader;
  const anchors = reader
    .takeWhile((line) => line === "@@" || line.startsWith("@@ "))
    .map((line) => line.slice(3).trimEnd())
    .filter((anchor) => anchor.trim() !== "");
  const isLine = (line: string) => line === "" || /^[ +-]/.test(line);
  const lines = reader.takeWhile(isLine).map(
    (line): HunkLine =>
      // Editors and models strip the one blank of an empty line.
      line === "" ? { op: " ", text: "" } : { op: line[0] as HunkLine["op"], text: line.slice(1) },
  );
  const atEnd = reader.next?.trimEnd() === END_OF_FILE;
  if (atEnd) reader.take();
  if (lines.length === 0)
    throw wrong(
      number,
      'expected lines of a change, each beginning with " ", "-" or "+", or "@@" before them',
    );
  if (!lines.some(({ op }) => op !== " ")) throw wrong(number, "this hunk changes nothing");
  return { anchors, lines, atEnd };
}

function wrong(line: number, what: string): TandemError {
  return new TandemError({ code: "tool_error", message: `The patch cannot be read: line ${line}: ${what}.` });
}

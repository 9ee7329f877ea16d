/** Lines of JSON, read leniently: a line that cannot be read is reported by its number. */
import type { LeftOutLine } from "./format.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly value: JsonObject;
}

export interface Lines {
  readonly lines: readonly Line[];
  readonly bad: readonly LeftOutLine[];
}

export function readLines(text: string): Lines {
  const lines: Line[] = [];
  const bad: LeftOutLine[] = [];
  const raw = text.replace(/^\uFEFF/, "").split("\n");
  for (const [index, source] of raw.entries()) {
    if (source.trim() === "") continue;
    const value = parse(source);
    if (isObject(value)) lines.push({ number: index + 1, value });
    else bad.push({ line: index + 1, reason: reasonOf(value, index === raw.length - 1), bad: true });
  }
  return { lines, bad };
}

/** Every line of a value list, each ended. */
export function writeLines(values: readonly object[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join("");
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

function reasonOf(value: unknown, last: boolean): string {
  if (value !== undefined) return "not a JSON object";
  return last ? "cut off: the file ends inside this line" : "not valid JSON";
}

/** A long block on few lines: its beginning, its end, and how much lies between. */

export interface FoldLimits {
  readonly head: number;
  readonly tail: number;
}

/** What folding leaves: the lines before and after the gap, and how many are missing (0: all are there). */
export interface Folded<T> {
  readonly head: readonly T[];
  readonly tail: readonly T[];
  readonly hidden: number;
}

/** Folds a list. A gap of a single line is not worth a line that says so. */
export function foldLines<T>(lines: readonly T[], { head, tail }: FoldLimits): Folded<T> {
  if (lines.length <= head + tail + 1) return { head: lines, tail: [], hidden: 0 };
  return {
    head: lines.slice(0, head),
    tail: tail === 0 ? [] : lines.slice(-tail),
    hidden: lines.length - head - tail,
  };
}

/** `12 more lines (Ctrl-O)`. */
export function hiddenLines(count: number, key: string): string {
  return `… ${count} more ${count === 1 ? "line" : "lines"}${key === "" ? "" : ` (${key})`}`;
}

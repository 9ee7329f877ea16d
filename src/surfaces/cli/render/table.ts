/** Rows in columns: aligned and fitted to the width on a terminal, tab-separated without a heading elsewhere. */
import { stripVTControlCharacters } from "node:util";
import truncated from "fast-string-truncated-width";
import { type CliIo, columnsOf, line, type OutputStream } from "../io.ts";
import { styleFor } from "./style.ts";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
  /** Never shortened: an id that is to be typed again. Right-aligned columns never are. */
  readonly whole?: true;
  /** Left out where the others do not fit; the highest number first. */
  readonly optional?: number;
}

/** Between two columns. */
const GAP = 2;
/** Least that is left of a column that is shortened. */
const LEAST = 10;

/** Prints a table; on a terminal no line is longer than it is wide. */
export function printTable(
  stream: OutputStream,
  env: CliIo["env"],
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): void {
  if (!stream.isTTY) {
    for (const row of rows) line(stream, row.map((cell) => cell.replace(/[\t\n]+/g, " ")).join("\t"));
    return;
  }
  const [heading, ...lines] = alignTable(columns, rows, columnsOf(stream, env));
  line(stream, styleFor(stream, env).dim(heading!));
  for (const text of lines) line(stream, text);
}

/** The lines of an aligned table, the heading first. Widths are those of a terminal: wide characters count twice. */
export function alignTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width = Number.POSITIVE_INFINITY,
): string[] {
  const cells = rows.map((row) => row.map((cell) => cell.replace(/[\t\n]+/g, " ")));
  const natural = columns.map((column, index) =>
    Math.max(widthOf(column.title), ...cells.map((row) => widthOf(row[index] ?? ""))),
  );
  const shown = shownColumns(columns, natural, width);
  const widths = fitted(
    shown.map((index) => natural[index]!),
    shown.map((index) => least(columns[index]!, natural[index]!)),
    width,
  );
  const format = (row: readonly string[]): string => {
    const text = shown
      .map((column, place) => pad(row[column] ?? "", widths[place]!, columns[column]!.align))
      .join(" ".repeat(GAP))
      .trimEnd();
    return widthOf(text) <= width ? text : shortened(text, width);
  };
  return [columns.map((column) => column.title), ...cells].map(format);
}

function shownColumns(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const shown = columns.map((_, index) => index);
  const needed = () =>
    sum(shown.map((index) => least(columns[index]!, natural[index]!))) + GAP * (shown.length - 1);
  const droppable = columns
    .flatMap(({ optional }, index) => (optional === undefined ? [] : [{ optional, index }]))
    .sort((a, b) => b.optional - a.optional);
  for (const { index } of droppable) {
    if (needed() <= width) break;
    shown.splice(shown.indexOf(index), 1);
  }
  return shown;
}

function least({ align, whole }: Column, natural: number): number {
  return align === "right" || whole ? natural : Math.min(natural, LEAST);
}

/** Takes from the widest columns first, and from none more than it can give. */
function fitted(natural: readonly number[], leasts: readonly number[], width: number): number[] {
  const widths = [...natural];
  let over = sum(widths) + GAP * (widths.length - 1) - width;
  while (over > 0) {
    let widest = -1;
    for (const [index, value] of widths.entries())
      if (value > leasts[index]! && (widest === -1 || value > widths[widest]!)) widest = index;
    if (widest === -1) break;
    widths[widest]! -= 1;
    over -= 1;
  }
  return widths;
}

function pad(cell: string, width: number, align: Column["align"]): string {
  const text = widthOf(cell) <= width ? cell : shortened(cell, width);
  const space = " ".repeat(Math.max(0, width - widthOf(text)));
  return align === "right" ? space + text : text + space;
}

/** At most `width` columns of a terminal, with an ellipsis where something is missing; without colours. */
export function shortened(text: string, width: number): string {
  const plain = stripVTControlCharacters(text);
  const { index, truncated: isCut } = truncated(plain, { limit: width, ellipsis: "…", ellipsisWidth: 1 });
  return isCut ? `${plain.slice(0, index)}…` : plain;
}

/** Columns of a terminal that a text takes. */
export function widthOf(text: string): number {
  return truncated(text).width;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

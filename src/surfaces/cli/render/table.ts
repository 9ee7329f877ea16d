/** Rows in columns: aligned with a heading on a terminal, tab-separated without one elsewhere. */
import { stripVTControlCharacters } from "node:util";
import { type CliIo, line, type OutputStream } from "../io.ts";
import { styleFor } from "./style.ts";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

/** Prints a table; on a terminal the last column is cut where the line would break. */
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
  const [heading, ...lines] = alignTable(columns, rows, stream.columns);
  line(stream, styleFor(stream, env).dim(heading!));
  for (const text of lines) line(stream, text);
}

/** The lines of an aligned table, the heading first. */
export function alignTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width = Number.POSITIVE_INFINITY,
): string[] {
  const widths = columns.map((column, index) =>
    Math.max(column.title.length, ...rows.map((row) => lengthOf(row[index] ?? ""))),
  );
  const room = width - widths.slice(0, -1).reduce((sum, length) => sum + length + 2, 0);
  const format = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => {
        if (columns[index]?.align === "right") return " ".repeat(widths[index]! - lengthOf(cell)) + cell;
        if (index === columns.length - 1) return cut(cell, room);
        return cell + " ".repeat(widths[index]! - lengthOf(cell));
      })
      .join("  ")
      .trimEnd();
  return [columns.map((column) => column.title), ...rows].map(format);
}

function cut(cell: string, room: number): string {
  return lengthOf(cell) <= room || room < 8 ? cell : `${stripVTControlCharacters(cell).slice(0, room - 1)}…`;
}

function lengthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}

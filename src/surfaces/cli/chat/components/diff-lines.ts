/** A unified diff as coloured lines with line numbers; where one line became another, the words that changed stand out. */
import { diffWordsWithSpace } from "diff";
import type { ChatTheme } from "../themes/chat-theme.ts";
import { type BlockLine, safeLine } from "./safe-lines.ts";

/** A changed line longer than this is shown without its words compared. */
const MAX_COMPARED = 240;

export interface DiffSummary {
  readonly added: number;
  readonly removed: number;
}

type Row =
  | { readonly kind: "file"; readonly text: string }
  | { readonly kind: "gap"; readonly text: string }
  | {
      readonly kind: "line";
      readonly op: " " | "+" | "-";
      readonly number: number | null;
      readonly text: string;
    };

/** Lines added and removed by a unified diff. */
export function summarizeDiff(diff: string): DiffSummary {
  const rows = parse(diff);
  const count = (op: string) => rows.filter((row) => row.kind === "line" && row.op === op).length;
  return { added: count("+"), removed: count("-") };
}

/** The diff for the screen. The names of files are shown when there are several, or when `names` asks for them. */
export function diffLines(
  diff: string,
  theme: ChatTheme,
  options: { readonly names?: boolean } = {},
): BlockLine[] {
  const rows = parse(diff);
  const files = rows.filter((row) => row.kind === "file").length;
  const numbers = rows.flatMap((row) => (row.kind === "line" && row.number !== null ? [row.number] : []));
  const width = String(Math.max(0, ...numbers)).length;
  const lines: BlockLine[] = [];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    if (row.kind === "file") {
      if (files > 1 || options.names === true) lines.push({ lead: "", text: theme.bold(row.text) });
    } else if (row.kind === "gap") {
      if (lines.length > 0 && rows[at - 1]?.kind !== "file")
        lines.push({ lead: "", text: theme.dim(row.text) });
    } else if (row.op === " ") {
      lines.push({ lead: theme.dim(`${gutter(row.number, width)}   `), text: theme.dim(row.text) });
    } else {
      const removed = run(rows, at, "-");
      const added = run(rows, at + removed.length, "+");
      lines.push(...changed(removed, added, width, theme));
      at += removed.length + added.length - 1;
    }
  }
  return lines;
}

type ChangedRow = Extract<Row, { kind: "line" }>;

/** The neighbouring rows of one kind from `at` on. */
function run(rows: readonly Row[], at: number, op: "+" | "-"): ChangedRow[] {
  const found: ChangedRow[] = [];
  for (let row = rows[at]; row?.kind === "line" && row.op === op; row = rows[at + found.length])
    found.push(row);
  return found;
}

function changed(
  removed: readonly ChangedRow[],
  added: readonly ChangedRow[],
  width: number,
  theme: ChatTheme,
): BlockLine[] {
  const pairs = removed.length === added.length;
  const words = removed.map((row, index) => (pairs ? compare(row.text, added[index]!.text, theme) : null));
  const line = (row: ChangedRow, text: string | undefined): BlockLine => {
    const paint = row.op === "+" ? theme.added : theme.removed;
    return { lead: paint(`${gutter(row.number, width)} ${row.op} `), text: text ?? paint(row.text) };
  };
  return [
    ...removed.map((row, index) => line(row, words[index]?.before)),
    ...added.map((row, index) => line(row, words[index]?.after)),
  ];
}

/** Both lines with their differing words marked; `null` when little is left in common. */
function compare(before: string, after: string, theme: ChatTheme): { before: string; after: string } | null {
  if (before.length > MAX_COMPARED || after.length > MAX_COMPARED) return null;
  const parts = diffWordsWithSpace(before, after);
  const common = parts
    .filter((part) => !part.added && !part.removed)
    .reduce((sum, part) => sum + part.value.length, 0);
  if (common * 3 < Math.max(before.length, after.length)) return null;
  const paint = (
    skip: "added" | "removed",
    plain: (text: string) => string,
    mark: (text: string) => string,
  ) =>
    parts
      .filter((part) => !part[skip])
      .map((part) => (part.added || part.removed ? mark(part.value) : plain(part.value)))
      .join("");
  return {
    before: paint("added", theme.removed, theme.removedWord),
    after: paint("removed", theme.added, theme.addedWord),
  };
}

function gutter(number: number | null, width: number): string {
  return width === 0 ? "" : (number === null ? "" : String(number)).padStart(width);
}

/** Reads unified diffs, one after the other; lines that belong to no hunk are shown as they are. */
function parse(diff: string): Row[] {
  const rows: Row[] = [];
  let before = 0;
  let after = 0;
  let leftBefore = 0;
  let leftAfter = 0;
  for (const raw of diff.replace(/\n$/, "").split("\n")) {
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(raw);
    if (raw.startsWith("\\")) continue;
    if (leftBefore > 0 || leftAfter > 0) {
      const op = raw[0] ?? " ";
      const text = safeLine(raw.slice(1));
      if (op === "-") rows.push({ kind: "line", op, number: before++, text });
      else if (op === "+") rows.push({ kind: "line", op, number: after++, text });
      else if (op === " ") rows.push({ kind: "line", op, number: after++, text });
      else rows.push({ kind: "gap", text: safeLine(raw) });
      if (op === " ") before++;
      if (op === "-" || op === " ") leftBefore--;
      if (op === "+" || op === " ") leftAfter--;
    } else if (hunk !== null) {
      [before, after] = [Number(hunk[1]), Number(hunk[3])];
      [leftBefore, leftAfter] = [Number(hunk[2] ?? 1), Number(hunk[4] ?? 1)];
      rows.push({ kind: "gap", text: "⋮" });
    } else if (raw.startsWith("--- ")) {
      rows.push({ kind: "file", text: safeLine(raw.slice(4).split("\t")[0]!) });
    } else if (raw.startsWith("+++ ")) {
      const path = safeLine(raw.slice(4).split("\t")[0]!);
      const last = rows.at(-1);
      if (last?.kind !== "file") rows.push({ kind: "file", text: path });
      else if (path !== "/dev/null" && path !== last.text)
        rows[rows.length - 1] = {
          kind: "file",
          text: last.text === "/dev/null" ? path : `${last.text} → ${path}`,
        };
    } else if (raw !== "") {
      rows.push({ kind: "gap", text: safeLine(raw) });
    }
  }
  return rows;
}

/** A question to a person, in colours where there are any, and in rows that show which of them is content of the call. */
import truncated from "fast-string-truncated-width";
import { GUTTER, type QuestionLine } from "../../../permissions/describe.ts";
import type { Style } from "./style.ts";

/** Begins each further row of a line of Tandem's: a name in it may be long. */
const CONTINUED = "  ↳ ";
/** Characters of a line that are cut into rows at a time. */
const PIECE = 4_000;

/** Cuts a text into rows; none is wider than `width`. */
export type Wrap = (text: string, width: number) => string[];

/** The rows of a line: those of content all have the gutter, which nothing else has. Made as they are asked for. */
export function* rowsOf(line: QuestionLine, width: number, given?: Wrap): Generator<QuestionLine> {
  const wrap = given ?? (line.content ? hardWrap : wordWrap);
  if (line.content) {
    const text = line.text.slice(GUTTER.length);
    const room = Math.max(1, width - GUTTER.length);
    for (const piece of pieces(text))
      for (const row of piece === "" ? [""] : wrap(piece, room)) yield { ...line, text: GUTTER + row };
    return;
  }
  const [first = "", ...others] = wrap(line.text, width);
  yield { ...line, text: first };
  if (others.length === 0) return;
  const rest = line.text.slice(first.length).trimStart();
  for (const row of wrap(rest, Math.max(1, width - CONTINUED.length)))
    yield { ...line, text: CONTINUED + row };
}

/** The parts of a text, at least one. None begins in the middle of a character. */
function* pieces(text: string): Generator<string> {
  for (let at = 0; at === 0 || at < text.length; ) {
    const isHalf = /[\ud800-\udbff]/.test(text.charAt(at + PIECE - 1));
    const end = at + PIECE - (isHalf ? 1 : 0);
    yield text.slice(at, end);
    at = end;
  }
}

/** Between words where there is a space. */
function wordWrap(text: string, width: number): string[] {
  const rows: string[] = [];
  for (let rest = text; rest !== ""; ) {
    const [row = ""] = hardWrap(rest, width);
    const space = row.length < rest.length && rest[row.length] !== " " ? row.lastIndexOf(" ") : -1;
    rows.push(space > 0 ? row.slice(0, space) : row);
    rest = rest.slice(rows.at(-1)!.length).trimStart();
  }
  return rows.length === 0 ? [""] : rows;
}

/** Anywhere, so that no character is lost. */
function hardWrap(text: string, width: number): string[] {
  if (text.length * 2 <= width) return [text];
  const rows: string[] = [];
  for (let at = 0; at < text.length; ) {
    const { index } = truncated(text.slice(at, at + PIECE), { limit: width });
    rows.push(text.slice(at, at + Math.max(1, index)));
    at += Math.max(1, index);
  }
  return rows.length === 0 ? [""] : rows;
}

export function paintLine({ text, tone }: QuestionLine, style: Style): string {
  switch (tone) {
    case "title":
      return style.bold(text);
    case "added":
      return style.green(text);
    case "removed":
      return style.red(text);
    case "place":
      return style.cyan(text);
    case "note":
      return style.dim(text);
    case "warning":
      return style.yellow(text);
    case "plain":
      return text;
  }
}

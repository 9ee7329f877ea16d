/** What the chat itself says. Lines in columns (`name  what it does`) keep them when they are too long for the terminal. */
import type { Component } from "@earendil-works/pi-tui";
import type { Style } from "../../render/style.ts";
import { type BlockLine, safeLines, wrapBlockLine } from "./safe-lines.ts";

const MARGIN = " ";

export class NoteBlock implements Component {
  readonly #lines: readonly BlockLine[];
  readonly #style: Style;

  constructor(text: string, style: Style) {
    this.#lines = safeLines(text).map(inColumns);
    this.#style = style;
  }

  invalidate(): void {}

  render(width: number): string[] {
    const inner = Math.max(1, width - 2 * MARGIN.length);
    return this.#lines.flatMap((line) => {
      // A column that leaves less than half of the width would only make the text long.
      const { lead, text } =
        line.lead.length > inner / 2 ? { lead: "", text: `${line.lead}${line.text}` } : line;
      return wrapBlockLine({ lead, text }, inner).map((row) => MARGIN + this.#style.dim(row));
    });
  }
}

/** Parts it before its last column; columns are two or more spaces apart, and an indented line begins with one. */
function inColumns(line: string): BlockLine {
  const lead = /^(?:\s*\S(?:\S| (?! ))* {2,})+(?=\S)|^\s+(?=\S)/.exec(line)?.[0] ?? "";
  return { lead, text: line.slice(lead.length) };
}

/** Text of models and tools as lines that a terminal component may show: no control characters, no tabs, no line too wide. */
import { truncateToWidth, visibleWidth, wrapTextWithAnsi } from "@earendil-works/pi-tui";
import { printable } from "../../render/printable.ts";
import { stripSequences } from "../../render/strip-sequences.ts";

const TAB = 4;

/** A line of a block: what stands at its left edge (line numbers, signs), and its text. Both may be styled. */
export interface BlockLine {
  readonly lead: string;
  readonly text: string;
}

/**
 * The lines of a text. Colours and other terminal sequences are taken out, other control characters become visible signs, tabs
 * become spaces, and of a line that was written over (`10 %\r20 %`) the last version stays. Empty lines at the end are left out.
 */
export function safeLines(text: string): string[] {
  const lines = stripSequences(text.replaceAll("\r\n", "\n")).split("\n").map(safeLine);
  while (lines.at(-1)?.trim() === "") lines.pop();
  return lines;
}

/** One line of text, without line breaks. */
export function safeLine(line: string): string {
  const written = line.replace(/\r+$/, "");
  return expandTabs(printable(written.slice(written.lastIndexOf("\r") + 1)).replaceAll("\n", " "));
}

/** The line cut to `width` columns, with an ellipsis where something is missing. */
export function fitLine(line: string, width: number): string {
  return truncateToWidth(line, Math.max(1, width), "…");
}

/** A block line on one screen line. */
export function fitBlockLine({ lead, text }: BlockLine, width: number): string {
  return fitLine(`${lead}${fitLine(text, Math.max(1, width - visibleWidth(lead)))}`, width);
}

/** A block line on as many screen lines as it needs. */
export function wrapBlockLine({ lead, text }: BlockLine, width: number): string[] {
  const indent = visibleWidth(lead);
  if (indent >= width - 4) return wrapTextWithAnsi(`${lead}${text}`, Math.max(1, width));
  const [first = "", ...more] = wrapTextWithAnsi(text, width - indent);
  return [`${lead}${first}`, ...more.map((part) => `${" ".repeat(indent)}${part}`)];
}

function expandTabs(text: string): string {
  if (!text.includes("\t")) return text;
  let column = 0;
  return text
    .split("\t")
    .map((part, index, parts) => {
      if (index === parts.length - 1) return part;
      column += visibleWidth(part);
      const spaces = TAB - (column % TAB);
      column += spaces;
      return part + " ".repeat(spaces);
    })
    .join("");
}

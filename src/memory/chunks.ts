/** Cuts a note into the pieces that are found and shown. Pure. */

export interface Chunk {
  /** Of its first line in the note, from 1. */
  readonly line: number;
  /** Title of the note and the headings above, ` > ` between; empty without any. */
  readonly heading: string;
  readonly text: string;
}

/** Characters after which a piece ends with its paragraph, and at which it ends in any case. */
const FULL = 600;
const MOST = 1_000;

/** Pieces in order: paragraphs of one section together, as far as they fit. Headings are in `heading`, not in the text. */
export function chunksOf(note: string): Chunk[] {
  const chunks: Chunk[] = [];
  const headings: string[] = [];
  let lines: string[] = [];
  let start = 1;
  let size = 0;
  let fenced = false;

  const end = () => {
    const text = lines.join("\n").trim();
    if (text !== "") {
      const blank = lines.findIndex((line) => line.trim() !== "");
      chunks.push({ line: start + blank, heading: headings.filter(Boolean).join(" > "), text });
    }
    lines = [];
    size = 0;
  };

  for (const [index, line] of note.replace(/\r\n?/g, "\n").split("\n").entries()) {
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
    const [, marks, title] = (!fenced && /^(#{1,6})\s+(.+?)\s*#*$/.exec(line)) || [];
    if (marks !== undefined && title !== undefined) {
      end();
      headings.length = marks.length - 1;
      headings.push(title);
      continue;
    }
    if ((line.trim() === "" && size >= FULL) || size + line.length > MOST) end();
    for (const piece of piecesOf(line)) {
      if (lines.length === 0) start = index + 1;
      lines.push(piece);
      size += piece.length + 1;
      if (piece.length === MOST) end();
    }
  }
  end();
  // A note that is only a title can still be found by it.
  const [title] = headings.filter(Boolean);
  if (chunks.length === 0 && title !== undefined) chunks.push({ line: 1, heading: title, text: title });
  return chunks;
}

/** A line longer than a piece, in pieces. */
function piecesOf(line: string): string[] {
  if (line.length <= MOST) return [line];
  const pieces: string[] = [];
  for (let at = 0; at < line.length; at += MOST) pieces.push(line.slice(at, at + MOST));
  return pieces;
}

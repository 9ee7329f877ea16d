/** The input's editor, which no text and no size of the terminal can break. */
import { Editor, visibleWidth } from "@earendil-works/pi-tui";

/** Columns that the text is always laid out for; what a narrower terminal has no room for, the screen cuts. */
const LEAST_COLUMNS = 12;
/** A character with its marks takes at most so many columns, or no line could hold it. No script needs more. */
const WIDEST = 8;
/** Parts a character from the marks after it, without a sign of its own. */
const ZERO_WIDTH_SPACE = "\u200b";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

export class ChatEditor extends Editor {
  override render(width: number): string[] {
    return super.render(Math.max(width, LEAST_COLUMNS));
  }

  override handleInput(data: string): void {
    super.handleInput(data);
    if (isAscii(data)) return;
    const text = this.getText();
    const narrow = breakWide(text);
    if (narrow !== text) super.setText(narrow);
  }

  override setText(text: string): void {
    super.setText(breakWide(text));
  }

  override insertTextAtCursor(text: string): void {
    super.insertTextAtCursor(breakWide(text));
  }
}

/** The text, with characters of more than {@link WIDEST} columns taken apart. */
export function breakWide(text: string): string {
  if (isAscii(text)) return text;
  let broken = "";
  for (const { segment } of graphemes.segment(text))
    broken += visibleWidth(segment) <= WIDEST ? segment : takeApart(segment);
  return broken;
}

function takeApart(grapheme: string): string {
  let parts = "";
  let part = "";
  for (const character of grapheme) {
    if (part !== "" && visibleWidth(part + character) > WIDEST) {
      parts += part + ZERO_WIDTH_SPACE;
      part = "";
    }
    part += character;
  }
  return parts + part;
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

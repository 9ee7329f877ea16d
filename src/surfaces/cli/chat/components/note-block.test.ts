import { expect, test } from "vitest";
import { createStyle } from "../../render/style.ts";
import { NoteBlock } from "./note-block.ts";

const style = createStyle(false);

function rows(text: string, width: number): string[] {
  return new NoteBlock(text, style).render(width);
}

test("a long line goes on below its last column", () => {
  expect(
    rows("/thinking [level]  how much to reason: off, low, high\n\n/exit             leave", 40),
  ).toEqual([
    " /thinking [level]  how much to reason:",
    "                    off, low, high",
    " ",
    " /exit             leave",
  ]);
  expect(rows("warn  rg  it was not found, which is slower\n          Install it", 32)).toEqual([
    " warn  rg  it was not found,",
    "           which is slower",
    "           Install it",
  ]);
});

test("prose wraps at the margin, and a column too far to the right does, too", () => {
  expect(rows("The next turn runs on claude.", 20)).toEqual([" The next turn runs", " on claude."]);
  expect(rows("a very long first column  text", 20)).toEqual([" a very long first", " column  text"]);
});

test("no line is wider than the terminal, and nothing steers it", () => {
  for (const row of rows("漢字漢字漢字  漢字漢字漢字\u001b[2J", 12)) {
    expect(row.length).toBeLessThanOrEqual(12);
    expect(row).not.toContain("\u001b[2J");
  }
});

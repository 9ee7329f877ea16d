import { Markdown, type Terminal, Text, visibleWidth } from "@earendil-works/pi-tui";
import { describe, expect, test } from "vitest";
import { createStyle } from "../../render/style.ts";
import { editorTheme, markdownTheme } from "../theme.ts";
import { ChatEditor } from "./chat-editor.ts";
import { ChatScreen } from "./chat-screen.ts";

const STYLE = createStyle(false);

/** One character for the terminal, with more marks than a line has columns. */
const WIDE = {
  "half-width kana": `ｶ${"ﾞ".repeat(200)}`,
  Devanagari: `क${"ा".repeat(200)}`,
  Thai: `ก${"ำ".repeat(200)}`,
};

const nothing = (): void => {};

function screen(columns: number) {
  const terminal: Terminal & { columns: number } = {
    columns,
    rows: 24,
    kittyProtocolActive: false,
    write: nothing,
    start: nothing,
    stop: nothing,
    drainInput: async () => {},
    moveBy: nothing,
    hideCursor: nothing,
    showCursor: nothing,
    clearLine: nothing,
    clearFromCursor: nothing,
    clearScreen: nothing,
    setTitle: nothing,
    setProgress: nothing,
  };
  const tui = new ChatScreen(terminal);
  tui.start();
  return { tui, terminal };
}

describe.each(Object.entries(WIDE))("a character wider than the terminal: %s", (_, wide) => {
  test("in a text that changes", () => {
    const { tui } = screen(40);
    const answer = new Markdown("", 1, 0, markdownTheme(STYLE));
    const note = new Text("note", 1, 0);
    tui.addChild(answer);
    tui.addChild(note);
    tui.renderNow();
    answer.setText(`before ${wide} after`);
    note.setText(wide);
    tui.renderNow();
    const lines = tui.render(40);
    expect(lines.join("\n")).toMatch(/before[\s\S]*after/);
    expect(Math.max(...lines.map(visibleWidth))).toBeLessThanOrEqual(40);
  });

  test("in the input, pasted, typed and set", () => {
    const { tui } = screen(40);
    const editor = new ChatEditor(tui, editorTheme(STYLE));
    tui.addChild(editor);
    editor.handleInput(`\u001b[200~before ${wide} after\u001b[201~`);
    tui.renderNow();
    editor.setText("");
    for (const character of wide) editor.handleInput(character);
    tui.renderNow();
    editor.handleInput("\u001b[A");
    editor.setText(wide);
    tui.renderNow();
    expect(editor.getText().replaceAll("\u200b", "")).toBe(wide);
  });
});

test("the input is drawn at every width, and its text stays as it was", () => {
  const { tui, terminal } = screen(80);
  const editor = new ChatEditor(tui, editorTheme(STYLE));
  tui.addChild(editor);
  const text = "漢字 한국어 👨‍👩‍👧‍👦 क्षि नमस्ते กำลัง and words";
  editor.setText(text);
  for (let columns = 30; columns >= 1; columns--) {
    terminal.columns = columns;
    tui.renderNow();
    expect(Math.max(...tui.render(columns).map(visibleWidth))).toBeLessThanOrEqual(columns);
  }
  expect(editor.getText()).toBe(text);
});

import { setCapabilities, stripTerminalSequences, visibleWidth } from "@earendil-works/pi-tui";
import { beforeAll, describe, expect, test } from "vitest";
import { createChatTheme } from "../themes/chat-theme.ts";
import { FoldState } from "./fold-state.ts";
import { ToolBlock } from "./tool-block.ts";

beforeAll(() => setCapabilities({ images: null, trueColor: true, hyperlinks: false }));

const theme = createChatTheme({ enabled: true, choice: { base: "dark" } });

function block(toolName: string, input: Record<string, unknown>) {
  const folds = new FoldState();
  const component = new ToolBlock({ toolName, input }, { theme, folds, foldKey: "Ctrl-O" });
  return {
    folds,
    component,
    text: (width: number) => component.render(width).map(stripTerminalSequences),
    styled: (width: number) => component.render(width).join("\n"),
    result: (text: string, options: { isError?: boolean; details?: unknown; durationMs?: number } = {}) =>
      component.done({
        content: [{ type: "text", text }],
        isError: options.isError === true,
        durationMs: options.durationMs ?? 1_234,
        details: options.details,
      }),
  };
}

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join("\n");

test("a command shows its last lines while it runs and when it is done; unfolded all of them", () => {
  const { component, folds, text, result } = block("exec", { command: "make\nmake test" });
  component.progress([{ type: "text", text: "compiling" }]);
  expect(text(60)).toEqual(["○ exec make make test …", "  compiling"]);
  result(`${lines(20)}\n[exit code 0]`);
  expect(text(60)).toEqual([
    "● exec make make test 1.2 s",
    "  … 14 more lines (Ctrl-O)",
    ...[15, 16, 17, 18, 19, 20].map((line) => `  line ${line}`),
  ]);
  folds.toggleTools();
  expect(text(60).slice(0, 4)).toEqual([
    "● exec make make test 1.2 s",
    "  $ make",
    "    make test",
    "  line 1",
  ]);
  expect(text(60)).toHaveLength(23);
  component.progress([{ type: "text", text: "late" }]);
  expect(text(60)).toHaveLength(23);
});

test("a failure is red and says how a command ended", () => {
  const { styled, text, result } = block("exec", { command: "false" });
  result("oops\n[exit code 1]", { isError: true });
  expect(text(60)).toEqual(["● exec false exit code 1 · 1.2 s", "  oops"]);
  expect(styled(60)).toContain("\u001b[31moops");
  const cut = block("exec", { command: "make" });
  cut.result("much\n… (9000 characters in all)", { isError: true, details: { exitCode: 2, signal: null } });
  expect(cut.text(60)[0]).toBe("● exec make exit code 2 · 1.2 s");
  const read = block("read", { path: "x" });
  read.result("There is no file x.", { isError: true });
  expect(read.text(60)).toEqual(["● read x failed · 1.2 s", "  There is no file x."]);
});

const DIFF = `--- a.ts
+++ a.ts
@@ -9,3 +9,3 @@
 const a = 1;
-const total = a + b;
+const total = a + c;
 return total;
`;

test("an edit is a diff with line numbers in which the changed word stands out", () => {
  const edit = block("edit", { path: "a.ts", old_string: "b;", new_string: "c;" });
  expect(edit.text(60)).toEqual(["○ edit a.ts +1 −1 · …", "  1 - b;", "  1 + c;"]);
  edit.result("Edited a.ts (1 replacement).", { details: { diff: DIFF } });
  expect(edit.text(60)).toEqual([
    "● edit a.ts +1 −1 · 1.2 s",
    "   9   const a = 1;",
    "  10 - const total = a + b;",
    "  10 + const total = a + c;",
    "  11   return total;",
  ]);
  expect(edit.styled(60)).toContain("\u001b[7mc\u001b[27m");
});

test("a patch of several files names each, a write shows its content, other tools what they say first", () => {
  const patch = block("apply_patch", { patch: "*** Begin Patch\n*** Add File: b\n+x\n*** End Patch" });
  expect(patch.text(40).slice(1)).toEqual([
    "  *** Begin Patch",
    "  *** Add File: b",
    "  +x",
    "  *** End Patch",
  ]);
  patch.result("ok", { details: { diff: `${DIFF}--- /dev/null\n+++ b.ts\n@@ -0,0 +1,1 @@\n+x\n` } });
  expect(patch.text(40)).toContain("  a.ts");
  expect(patch.text(40)).toContain("  b.ts");
  const write = block("write", { path: "n.txt", content: "one\n\ttwo\n" });
  write.result("Created n.txt (2 lines).", { durationMs: 3 });
  expect(write.text(40)).toEqual(["● write n.txt +2 · 3 ms", "  1  one", "  2      two"]);
  const read = block("read", { path: "n.txt" });
  read.result(lines(9), { durationMs: 3 });
  expect(read.text(40)).toEqual([
    "● read n.txt 9 lines · 3 ms",
    ...[1, 2, 3, 4].map((line) => `  line ${line}`),
    "  … 5 more lines (Ctrl-O)",
  ]);
});

test("images are named, and subagents are shown below the call that started them", () => {
  const { component, text } = block("spawn_subagent", { task: "count" });
  component.note("r1", "subagent main: count");
  component.note("r1", "subagent main completed · $0.01: count");
  component.done({
    content: [{ type: "image", data: PIXEL, mimeType: "image/png" }],
    isError: false,
    durationMs: 5,
  });
  expect(text(80).slice(1)).toEqual([
    "  └ subagent main completed · $0.01: count",
    "  [image: image/png, 1×1]",
  ]);
});

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const STYLE = /\u001b\[[\d;]*m/g;

describe("nothing is wider than the terminal, and nothing steers it", () => {
  const hard = [
    "漢字かな交じり文".repeat(30),
    "👩‍👩‍👧‍👦 family ".repeat(30),
    `e\u0301${"o\u0308".repeat(200)}`,
    `\t\tdeep\ttabs\t${"x".repeat(300)}`,
    "\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u001b[2J\u001b[H \u0008\u0000",
    "10 %\r20 %\r\n",
    `word ${"a".repeat(600)}`,
  ].join("\n");
  const calls: [string, Record<string, unknown>][] = [
    ["exec", { command: `echo '${hard}'` }],
    ["edit", { path: hard, old_string: hard, new_string: `${hard}!` }],
    ["write", { path: "漢字/".repeat(40), content: hard }],
    ["apply_patch", { patch: hard }],
    ["mcp__server__tool", { deep: { list: [hard] } }],
  ];
  test.each(calls)("%s", (name, input) => {
    for (const isError of [false, true]) {
      for (const width of [200, 80, 40, 15, 1]) {
        const { component, folds, result } = block(name, input);
        const check = () => {
          const lines = component.render(width);
          expect(lines.filter((line) => visibleWidth(line) > width)).toEqual([]);
          // Styles, and no other control character.
          expect(lines.filter((line) => /[^\P{Cc}]/u.test(line.replace(STYLE, "")))).toEqual([]);
        };
        check();
        result(hard, { isError });
        check();
        folds.toggleTools();
        check();
      }
    }
  });
});

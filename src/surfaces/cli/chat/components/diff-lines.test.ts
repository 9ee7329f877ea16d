import { stripTerminalSequences } from "@earendil-works/pi-tui";
import { createTwoFilesPatch } from "diff";
import { expect, test } from "vitest";
import { createChatTheme } from "../themes/chat-theme.ts";
import { diffLines, summarizeDiff } from "./diff-lines.ts";

const theme = createChatTheme({ enabled: true });
const plain = (diff: string) =>
  diffLines(diff, theme).map(({ lead, text }) => stripTerminalSequences(lead + text));

test("line numbers are those of the file after the change, and of the file before for what is gone", () => {
  const before = Array.from({ length: 40 }, (_, index) => `row ${index + 1}`);
  const after = before.flatMap((row, index) => (index === 4 ? [] : index === 30 ? [row, "new row"] : [row]));
  const diff = createTwoFilesPatch("f", "f", before.join("\n"), after.join("\n"), "", "", { context: 1 })!;
  expect(plain(diff)).toEqual([
    " 4   row 4",
    " 5 - row 5",
    " 5   row 6",
    "⋮",
    "30   row 31",
    "31 + new row",
    "32   row 32",
  ]);
  expect(summarizeDiff(diff)).toEqual({ added: 1, removed: 1 });
});

test("a removed line that looks like a file header is a removed line", () => {
  const diff = "--- a\n+++ a\n@@ -1,2 +1,1 @@\n--- sql comment\n kept\n";
  expect(plain(diff)).toEqual(["1 - -- sql comment", "1   kept"]);
});

test("words are marked only where a line became another that is much like it", () => {
  const styled = (before: string, after: string) =>
    diffLines(`--- a\n+++ a\n@@ -1 +1 @@\n-${before}\n+${after}\n`, theme)
      .map(({ text }) => text)
      .join("\n");
  expect(styled("let a = one;", "let a = two;")).toContain("\u001b[7m");
  expect(styled("let a = one;", "something else entirely here")).not.toContain("\u001b[7m");
  expect(styled("x".repeat(300), `${"x".repeat(299)}y`)).not.toContain("\u001b[7m");
});

test("what was cut off a diff is said, and a missing final line break is not a line", () => {
  expect(
    plain("--- a\n+++ a\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n… (12 more lines of the diff)\n"),
  ).toEqual(["1 - a", "1 + b", "… (12 more lines of the diff)"]);
});

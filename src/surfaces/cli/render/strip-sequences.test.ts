import { expect, test } from "vitest";
import { stripSequences } from "./strip-sequences.ts";

test.each([
  ["plain", "plain"],
  ["\u001b[31mred\u001b[0m", "red"],
  ["\u001b[38;5;208;1mx", "x"],
  ["\u001b]2;title\u0007a\u001b]8;;https://x\u001b\\\\b".replace("\\\\", "\\"), "ab"],
  ["\u001b(Bcharset", "charset"],
  ["\u001b7save\u001b8", "save"],
  ["\u009b31mx\u009d2;t\u009cy", "xy"],
  ["\u001bPdevice\u001b\\\\z".replace("\\\\", "\\"), "z"],
])("%j is %j", (text, kept) => {
  expect(stripSequences(text)).toBe(kept);
});

test.each([
  ["a\u001b[", "a\u001b["],
  ["a\u001b]0;open", "a\u001b]0;open"],
  ["\u001b[31\u0001", "\u001b[31\u0001"],
])("what begins a sequence and does not end it stays: %j", (text, kept) => {
  expect(stripSequences(text)).toBe(kept);
});

test("is done with a megabyte of beginnings", () => {
  for (const piece of ["\u001b[", "\u001b]", "\u001bP\u001b[", "\u009d", "\u001b[1;", "\u001b "]) {
    const text = piece.repeat(500_000 / piece.length);
    expect(stripSequences(text)).toHaveLength(text.length);
  }
});

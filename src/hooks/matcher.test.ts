import { expect, test } from "vitest";
import { matcherOf } from "./matcher.ts";

test.for([
  [undefined, "exec", true],
  ["", "exec", true],
  ["*", "exec", true],
  ["exec", "exec", true],
  ["exec", "execute", false],
  ["exec|write", "write", true],
  ["Bash", "exec", true],
  ["exec", "Bash", true],
  ["Edit|Write", "edit", true],
  ["Edit|Write|MultiEdit", "apply_patch", true],
  ["MultiEdit", "apply_patch", true],
  ["Bash", "apply_patch", false],
  ["mcp__.*", "mcp__files__read", true],
  ["mcp__.*", "read", false],
  ["^B", "exec", true],
  ["mcp__files__read", "read", false],
] as const)("%s for %s: %s", ([pattern, subject, expected]) => {
  expect(matcherOf(pattern)([subject])).toBe(expected);
});

test("what is no regular expression is refused", () => {
  expect(() => matcherOf("exec(")).toThrow(SyntaxError);
});

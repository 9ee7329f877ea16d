import { expect, test } from "vitest";
import { claudeViewOf } from "./claude-view.ts";

const calls = (name: string, input: Record<string, unknown>) => claudeViewOf(name)!.calls(input, "/ws");

test.each([
  ["exec", { command: "ls", timeout_ms: 5 }, { name: "Bash", input: { command: "ls", timeout: 5 } }],
  ["read", { path: "a.ts", offset: 2 }, { name: "Read", input: { file_path: "/ws/a.ts", offset: 2 } }],
  ["write", { path: "/x/a", content: "c" }, { name: "Write", input: { file_path: "/x/a", content: "c" } }],
  [
    "edit",
    { path: "../a", old_string: "a", new_string: "b" },
    { name: "Edit", input: { file_path: "/a", old_string: "a", new_string: "b" } },
  ],
  ["find", { pattern: "*" }, { name: "Glob", input: { pattern: "*" } }],
])("%s is shown in Claude Code's words", (name, input, expected) => {
  expect(calls(name, input)).toEqual([expected]);
});

test("a patch is shown as one call for each file, both of a move", () => {
  const patch = `*** Begin Patch
*** Add File: new.txt
+one
*** Update File: old.py
*** Move to: moved.py
@@
 stays
-goes
+comes
*** Delete File: gone.txt
*** End Patch`;
  expect(calls("apply_patch", { patch })).toEqual([
    { name: "Write", input: { file_path: "/ws/new.txt", content: expect.stringContaining("one") } },
    {
      name: "Edit",
      input: { file_path: "/ws/old.py", old_string: "stays\ngoes", new_string: "stays\ncomes" },
    },
    { name: "Write", input: { file_path: "/ws/moved.py", content: "stays\ncomes" } },
    { name: "Edit", input: { file_path: "/ws/gone.txt", old_string: "", new_string: "" } },
  ]);
  expect(claudeViewOf("apply_patch")!.back({}, { patch }, "/ws")).toBeNull();
});

test("a patch that cannot be read is still shown", () => {
  expect(calls("apply_patch", { patch: "nonsense" })).toHaveLength(1);
});

test("a changed input comes back in the tool's own words, and what was left alone as the model wrote it", () => {
  const view = claudeViewOf("write")!;
  const input = { path: "a.ts", content: "x" };
  expect(view.back({ file_path: "/ws/a.ts", content: "y" }, input, "/ws")).toEqual({
    path: "a.ts",
    content: "y",
  });
  expect(view.back({ file_path: "/ws/b.ts", content: "x" }, input, "/ws")).toEqual({
    path: "/ws/b.ts",
    content: "x",
  });
});

test("tools that Claude Code does not have, and those of servers, keep their words", () => {
  expect(claudeViewOf("memory_search")).toBeNull();
  expect(claudeViewOf("mcp__github__list")).toBeNull();
  expect(claudeViewOf("constructor")).toBeNull();
});

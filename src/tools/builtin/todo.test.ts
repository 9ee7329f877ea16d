import { expect, it } from "vitest";
import { sessionNotes } from "../../sessions/session-notes.ts";
import { textIn, toolContext } from "../testing.ts";
import { todo } from "./todo.ts";

function session(stored: unknown = undefined) {
  const written: unknown[] = [];
  const notes = sessionNotes({ stored: () => stored, append: (_name, value) => void written.push(value) });
  const context = toolContext("/", { notes });
  return {
    written,
    run: async (input: Record<string, unknown>) => textIn(await todo.execute(input, context)),
  };
}

it("keeps a list, changes items by number and adds at its end", async () => {
  const { run, written } = session();
  expect(await run({ action: "show" })).toBe("The list is empty.");
  await run({ action: "write", items: [{ text: "read" }, { text: "write", state: "in_progress" }] });
  expect(await run({ action: "update", number: 1, state: "done" })).toBe("1. [x] read\n2. [>] write");
  expect(await run({ action: "update", number: 3, text: "rest" })).toBe(
    "1. [x] read\n2. [>] write\n3. [ ] rest",
  );
  expect(await run({ action: "show" })).toContain("3. [ ] rest");
  expect(written).toHaveLength(3);
});

it("goes on from what an earlier turn left, and from nothing when that is no list", async () => {
  const left = session([{ text: "old", state: "done" }]);
  expect(await left.run({ action: "show" })).toBe("1. [x] old");
  expect(await session("nonsense").run({ action: "show" })).toBe("The list is empty.");
});

it.each([
  [{ action: "write" }, /needs items/],
  [{ action: "update", number: 1 }, /new text or state/],
  [{ action: "update", number: 5, text: "x" }, /no item 5; the list has 1/],
  [{ action: "update", number: 2, state: "done" }, /no item 2/],
])("refuses %j and leaves the list", async (input, message) => {
  const { run, written } = session([{ text: "old", state: "pending" }]);
  await expect(run(input)).rejects.toThrow(message);
  expect(written).toEqual([]);
});

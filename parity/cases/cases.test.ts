import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { playCases } from "./run.ts";

test("the project's own cases come out right", async () => {
  const played = await playCases([join(import.meta.dirname, "data")]);
  expect(played.length).toBeGreaterThan(20);
  expect(played.filter(({ wrong }) => wrong !== null)).toEqual([]);
});

test("a case that comes out wrong, a line of no kind and a line that is no JSON are misses", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tandem-cases-"));
  const lines = [
    `{"deny":"exec(rm:*)","tool":"exec","about":"ls"}`,
    `{"deny":"exec(rm:*)","tool":"exec","about":"ls","stops":false}`,
    `{"what":"is this"}`,
    `{`,
  ];
  writeFileSync(join(folder, "some.jsonl"), lines.join("\n"));
  const played = await playCases([folder]);
  rmSync(folder, { recursive: true });
  expect(played.map(({ wrong }) => wrong !== null)).toEqual([true, false, true, true]);
});

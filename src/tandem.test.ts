import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTandem } from "./create.ts";

test("an editor has something to show for every member of the library's interface", () => {
  const source = readFileSync(join(import.meta.dirname, "tandem.ts"), "utf8");
  const lines = source.slice(source.indexOf("export interface Tandem {")).split("\n");
  const bare = lines.filter(
    (line, index) => /^ {2}(?:readonly )?\w+[(:]/.test(line) && !lines[index - 1]!.trimEnd().endsWith("*/"),
  );
  expect(lines.length).toBeGreaterThan(50);
  expect(bare).toEqual([]);
});

test("memory and skills know only the agents of the configuration, and name the nearest", async () => {
  const home = mkdtempSync(join(tmpdir(), "tandem-agents-"));
  const tandem = await createTandem({ home, env: {}, agents: { writer: {} } });
  try {
    const wrong = { agentId: "writre" };
    const calls: (() => unknown)[] = [
      () => tandem.memory.search("x", wrong),
      () => tandem.memory.save({ text: "x" }, wrong),
      () => tandem.memory.list(wrong),
      () => tandem.memory.reindex(wrong),
      () => tandem.memory.folder("writre"),
      () => tandem.skills.list(wrong),
      () => tandem.skills.snapshot(wrong),
      () => tandem.templates(wrong),
    ];
    for (const call of calls)
      await expect((async () => call())()).rejects.toMatchObject({
        code: "unknown_agent",
        message: expect.stringContaining("Did you mean writer?"),
      });
    expect(existsSync(join(home, "memory", "writre"))).toBe(false);
    expect(tandem.memory.list({ agentId: "writer" })).toEqual([]);
    expect(tandem.memory.list()).toEqual([]);
  } finally {
    await tandem.close();
    rmSync(home, { recursive: true, force: true });
  }
});

import { mkdtemp, realpath, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turnOfLoop } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { webSchema } from "../../src/sandbox/config.ts";
import { openCommandTools } from "../../src/tools/builtin/exec/testing.ts";
import { webFetchTool } from "../../src/tools/builtin/web-fetch.ts";
import { failureOutput } from "../../src/tools/result.ts";
import { textIn, toolContext } from "../../src/tools/testing.ts";
import { escapeAttempts } from "./attempts.ts";
import { buildLair, type Lair } from "./lair.ts";

let base: string;
let lair: Lair;
let tools: Awaited<ReturnType<typeof openCommandTools>>;
const web = webFetchTool(webSchema.parse(undefined));

beforeAll(async () => {
  tools = await openCommandTools();
});
afterAll(async () => {
  await tools.close();
});
beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), "tandem-lair-")));
  lair = await buildLair(base, tools.home);
  return async () => {
    await lair.close();
    await rm(base, { recursive: true, force: true });
  };
});

it("names every attempt once", () => {
  const names = escapeAttempts.map(({ tool, name }) => `${tool} ${name}`);
  expect(new Set(names).size).toBe(names.length);
});

describe.each([...new Set(escapeAttempts.map(({ tool }) => tool))])("%s", (name) => {
  it.each(escapeAttempts.filter(({ tool }) => tool === name))(
    "does not give way to: $name",
    async (attempt) => {
      const tool = name === "exec" ? tools.exec : web;
      const context = toolContext(lair.workspace, {
        env: { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: homedir(), MARK: lair.mark },
        protectedDirectories: [lair.data],
      });
      const output = await tool.execute(lair.fill(attempt.input), context).catch(failureOutput);
      const text = textIn(output);
      expect(text).not.toContain(lair.secret);
      expect(await lair.changed()).toEqual([]);
      expect(lair.visits).toEqual([]);
      if (attempt.refusal !== undefined) expect(text).toMatch(attempt.refusal);
      // Ended by the kernel in its own time; what does not end runs into the test's limit.
      while ((await lair.survivors()).length > 0) await turnOfLoop();
    },
  );
});

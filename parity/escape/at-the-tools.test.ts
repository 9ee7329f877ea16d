import { mkdtemp, realpath, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turnOfLoop } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { webSchema } from "../../src/sandbox/config.ts";
import { openCommandTools } from "../../src/tools/builtin/exec/testing.ts";
import { builtinTools } from "../../src/tools/builtin/index.ts";
import { createToolRunner } from "../../src/tools/runner.ts";
import { textIn, toolContext } from "../../src/tools/testing.ts";
import { lacks } from "../needs.ts";
import { escapeAttempts } from "./attempts.ts";
import { buildLair, type Lair } from "./lair.ts";

const noCommands = await lacks("sandbox", "commands");
let base: string;
let lair: Lair;
let commands: Awaited<ReturnType<typeof openCommandTools>>;

beforeAll(async () => {
  commands = await openCommandTools();
});
afterAll(async () => {
  await commands.close();
});
beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), "tandem-lair-")));
  lair = await buildLair(base, commands.home);
  return async () => {
    await lair.close();
    await rm(base, { recursive: true, force: true });
  };
});

it("names every attempt once", () => {
  const names = escapeAttempts.map(({ tool, name }) => `${tool} ${name}`);
  expect(new Set(names).size).toBe(names.length);
});

/** Makes these calls in one step; the results' texts, and everything that was told of them. */
async function call(tool: string, inputs: readonly Record<string, unknown>[]) {
  const told: unknown[] = [];
  const runner = createToolRunner({
    tools: builtinTools({
      commands: commands.commands,
      web: webSchema.parse({ allowPrivate: [lair.redirector] }),
    }),
    context: toolContext(lair.workspace, {
      env: { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: homedir(), MARK: lair.mark },
      protectedDirectories: [lair.data],
    }),
    emit: (event) => told.push(event),
    signal: new AbortController().signal,
  });
  const calls = inputs.map((input, index) => ({ id: `call-${index}`, name: tool, input }));
  const step = runner.beginStep(calls.map((one) => ({ type: "tool-call", ...one })));
  const outputs = await Promise.all(calls.map((one) => runner.run(one)));
  await step.done;
  return { texts: outputs.map(textIn), told: JSON.stringify(told) };
}

describe.each([...new Set(escapeAttempts.map(({ tool }) => tool))])("%s", (tool) => {
  it.skipIf(tool === "exec" && noCommands).each(escapeAttempts.filter((attempt) => attempt.tool === tool))(
    "does not give way to: $name",
    async ({ input, refusal, races }) => {
      const stop = races === undefined ? null : lair.swap();
      const { texts, told } = await call(tool, Array(races ?? 1).fill(lair.fill(input)));
      await stop?.();
      expect(told).not.toContain(lair.secret);
      for (const text of texts) {
        expect(text).not.toContain(lair.secret);
        if (refusal !== undefined) expect(text).toMatch(refusal);
      }
      expect(await lair.changed()).toEqual([]);
      expect(lair.visits).toEqual([]);
      // Ended by the kernel in its own time; what does not end runs into the test's limit.
      while ((await lair.survivors()).length > 0) await turnOfLoop();
    },
  );
});

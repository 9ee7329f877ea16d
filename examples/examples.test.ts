/** Every example runs as a program of its own, on the offline model, and prints what it promises. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const FOLDER = import.meta.dirname;

/** By file; all lines must be in the output, in this order. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  "approvals.ts": ["exec: run a command", "echo it works", "it works", "not allowed", "Only explain it."],
  "assistant.ts": ["May I use write?", "Created shopping.txt"],
  "callbacks.ts": ["block: I will list the workspace.", "tool: ls ok", "completed, after"],
  "channels.ts": ["pager to ada: The build is green.", "page-1"],
  "client-tools.ts": ["tool_calls: ask_for_colour walls", "stop on claude", "The walls are to be green."],
  "embed.ts": ["completed on pi, 1 request", "completed on claude, 1 request", "What did I say before?"],
  "events.ts": [
    "→ ls {}",
    "← ok",
    "hello.ts",
    "completed after 2 model calls",
    "the last one is lifecycle.end",
  ],
  "extensions.ts": ["Sun in Bern", "Sun in Bern"],
  "fallback.ts": [
    "retry (network)",
    "down → offline",
    "completed with offline/offline-model",
    "down: network",
  ],
  "hello.ts": ["offline model", "completed on", "1 request"],
  "hooks.ts": [
    "[pi] PreToolUse denied nothing is deleted here",
    "[pi] goes out:",
    "[claude] PreToolUse denied nothing is deleted here",
    "[claude] goes out:",
  ],
  "images.ts": ["I received one image", "I received one image"],
  "inspect.ts": ["tool-call", "tool-result", "finish", "team-blue: 2 calls"],
  "own-tool.ts": ["[pi]", "69.8 °F", "[claude]", "69.8 °F"],
  "questions.ts": ["npm test", "Only list them."],
  "steer.ts": ["steered", "2 messages in one turn"],
  "stop.ts": ["aborted", "aborted", "timeout"],
  "subagents.ts": [": completed", ": completed", "one", "two", "2 subagents on claude and pi, $0"],
  "switch-engines.ts": ["Friday", "noon", "by pi", "by claude", "by pi"],
};

test("every example has its expectation", async () => {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  expect(files.sort()).toEqual(Object.keys(EXPECTED));
});

test.for(Object.entries(EXPECTED))("%s", { timeout: 120_000 }, async ([file, lines]) => {
  const home = await mkdtemp(join(tmpdir(), "tandem-example-"));
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ["--conditions=tandem-source", join(FOLDER, file)],
      { cwd: FOLDER, env: { PATH: process.env.PATH, HOME: home, TANDEM_HOME: home } },
    );
    expect(stderr).toBe("");
    let rest = stdout;
    for (const line of lines) {
      expect(rest).toContain(line);
      rest = rest.slice(rest.indexOf(line) + line.length);
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});

import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { NO_USAGE } from "../../cost/usage.ts";
import { findBinary } from "./binary.ts";
import { type Lab, openLab, outline, sent, sequence, user } from "./drive.test-helper.ts";

let lab: Lab;
const folders: string[] = [];
afterEach(async () => {
  await lab.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const real = findBinary(undefined);

/** A binary that fails as often as told, and then is the real one. */
function failing(times: number): string {
  const folder = mkdtempSync(join(tmpdir(), "tandem-binary-"));
  folders.push(folder);
  const path = join(folder, "claude");
  const log = join(folder, "starts");
  const script = `#!/bin/sh
echo x >> ${log}
if [ $(wc -l < ${log}) -le ${times} ]; then echo "cannot read the session" >&2; exit 1; fi
exec ${real.ok ? real.path : "false"} "$@"
`;
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}

const origin = {
  runtime: "pi" as const,
  provider: "loop",
  model: "claude-sonnet-4-5",
  api: "anthropic-messages",
};

test("a session that cannot be resumed is begun anew from the history, once, and told", async () => {
  lab = await openLab({ binary: failing(1) });
  const answer = { type: "text" as const, text: "B" };
  const { result, events } = await lab.drive({
    history: [
      user("A"),
      { role: "assistant", content: [answer], origin, stop: "stop", usage: NO_USAGE, costUsd: null },
    ],
    prompt: user("C"),
  });
  expect(result).toEqual({ outcome: "ok" });
  expect(events[0]).toMatchObject({ type: "native-reset", reason: expect.stringContaining("cannot read") });
  expect(outline(sent(lab.server, 1))).toEqual(["user: A", "assistant: B", "user: C"]);
});

test.each([
  ["a new conversation", []],
  ["a history", [user("A")]],
])("the child that was started ahead of the SDK is the one the SDK asks for: %s", async (_, history) => {
  const binary = failing(0);
  lab = await openLab({ binary });
  const { result } = await lab.drive({ history, prompt: user("B") });
  expect(result).toEqual({ outcome: "ok" });
  expect(readFileSync(join(dirname(binary), "starts"), "utf8")).toBe("x\n");
});

test("a binary that never starts is a failure of the engine, with what it said", async () => {
  lab = await openLab({ binary: failing(9) });
  const { result, events } = await lab.drive();
  expect(result).toMatchObject({ outcome: "failed", kind: "runtime_unavailable" });
  expect(JSON.stringify(result)).toContain("cannot read the session");
  expect(sequence(events)).toEqual([]);
});

test("a missing binary is named with its remedy, by the check and by the run", async () => {
  lab = await openLab({ binary: "/nowhere/claude" });
  expect(await lab.runtime.check()).toMatchObject({
    ok: false,
    remedy: expect.stringContaining("claude.binary"),
  });
  const { result } = await lab.drive();
  expect(result).toMatchObject({ kind: "runtime_unavailable", cause: { code: "engine_missing" } });
});

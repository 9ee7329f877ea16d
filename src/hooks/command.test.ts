/** What a command's output is taken for. Real shells. */
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { commandRun } from "./command.ts";
import type { HookEvent, HookPayload } from "./events.ts";

function answer(event: HookEvent, command: string) {
  const run = commandRun(event, command, async (cwd) => ({
    cwd,
    env: { PATH: "/usr/bin:/bin" },
    end: async () => {},
  }));
  const place = { cwd: tmpdir(), signal: new AbortController().signal };
  return run({} as HookPayload<HookEvent>, place);
}

const DENY = `{"hookSpecificOutput":{"permissionDecision":"deny","permissionDecisionReason":"no"}}`;

test.each([
  ["one object", `echo '${DENY}'`],
  ["one object over several lines", `printf '{\\n "decision": "block",\\n "reason": "no"\\n}\\n'`],
])("%s is an answer", async (_name, command) => {
  expect(await answer("PreToolUse", command)).toMatchObject({ deny: "no" });
});

test.each([
  ["cut off", `printf '%s' '${DENY.slice(0, -3)}'`],
  ["a line before it", `echo 'Checking …'; echo '${DENY}'`],
  ["a line after it", `echo '${DENY}'; echo done`],
  ["two of them", `echo '${DENY}'; echo '${DENY}'`],
  ["the beginning of one", `printf '{"hook'`],
  ["a list", `echo '[${DENY}]'`],
  ["a text", `echo '"deny"'`],
  ["a decision in the wrong place", `echo '{"permissionDecision":"deny"}'`],
  ["a decision in the other wrong place", `echo '{"hookSpecificOutput":{"decision":"block"}}'`],
  ["a decision in other letters", `echo '{"Decision":"block"}'`],
  ["an unknown decision", `echo '{"hookSpecificOutput":{"permissionDecision":"block"}}'`],
])("%s is a failure, not a yes", async (_name, command) => {
  await expect(answer("PreToolUse", command)).rejects.toThrow("answer");
});

test.each([
  ["PreToolUse", "echo checked", {}],
  ["PreToolUse", "echo '[guard] checked'", {}],
  ["PreToolUse", "true", {}],
  ["SessionStart", "echo '{ is how a block begins'", { context: "{ is how a block begins" }],
  ["SessionStart", `echo '["a","list"]'`, { context: `["a","list"]` }],
] as const)("plain text stays plain text: %s %s", async (event, command, effect) => {
  expect(await answer(event, command)).toEqual(effect);
});

test("an answer for SessionStart with a line before it is a failure too", async () => {
  const command = `echo hello; echo '{"continue": false}'`;
  await expect(answer("SessionStart", command)).rejects.toThrow("not one JSON object");
});

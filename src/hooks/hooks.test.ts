import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { EventBody } from "../events/event.ts";
import { Guards } from "../guarded/guards.ts";
import { TandemError } from "../kernel/errors.ts";
import { StartFolders } from "../process/start-folders.ts";
import type { HooksConfig } from "./config.ts";
import { hooksSchema } from "./config.ts";
import { requestHooks } from "./function-hook.ts";
import { Hooks } from "./hooks.ts";
import type { HookScope } from "./turn-hooks.ts";

let home: string;
beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), "tandem-hooks-")));
});
afterAll(() => rm(home, { recursive: true, force: true }));

function open(config: HooksConfig = {}, extensions: readonly string[] = []) {
  const log: string[] = [];
  const hooks = new Hooks({
    config,
    extensions,
    home,
    env: { PATH: process.env.PATH, SECRET_TOKEN: "hush" },
    permissionMode: "default",
    guards: new Guards({ commands: [], programs: () => [], modules: [], files: [], env: {}, workspaces: [] }),
    folders: new StartFolders({ home, env: {}, workspaces: [] }),
    log: (message) => log.push(message),
  });
  const told: EventBody[] = [];
  const scope: HookScope = {
    runId: "r1",
    sessionId: "s1",
    sessionKey: "agent:main:local:dm:x",
    agentId: "main",
    workspaceDir: home,
    permissionMode: "plan",
    subagent: false,
    emit: (body) => told.push(body),
    record: (body) => told.push(body),
    controller: new AbortController(),
  };
  return { hooks, scope, told, log };
}

const call = {
  tool_name: "Bash",
  tool_input: { command: "ls" },
  tool_use_id: "t1",
  tandem_tool_name: "exec",
  tandem_tool_input: { command: "ls" },
};

test("hooks run as configuration, extensions, library and request set them; each sees what those before it left", async () => {
  const file = join(home, "second.ts");
  await writeFile(
    file,
    `export default (api) => api.on("before_tool_call", ({ input }) => ({ input: { by: [...input.by, "extension"] } }));`,
  );
  const command = `echo '{"input":{"by":["config"]}}'`;
  const config = hooksSchema.parse({ before_tool_call: [{ hooks: [{ command }] }] });
  const { hooks, scope } = open(config, ["second.ts"]);
  hooks.on("before_tool_call", ({ input }) => ({ input: { by: [...(input.by as string[]), "library"] } }));
  await hooks.extensions.ready();
  const own = requestHooks({
    before_tool_call: ({ input }) => ({ input: { by: [...(input.by as string[]), "request"] } }),
  });
  const turn = hooks.forTurn(scope, own);
  const verdict = await turn.fire("before_tool_call", { toolCallId: "t", toolName: "x", input: { by: [] } });
  expect(verdict.fields.input).toEqual({ by: ["config", "extension", "library", "request"] });
});

test("a turn keeps the hooks it began with", async () => {
  const { hooks, scope } = open();
  let calls = 0;
  const off = hooks.on("Stop", () => void calls++);
  const turn = hooks.forTurn(scope);
  off();
  hooks.on("Notification", () => void calls++);
  expect([turn.has("Stop"), turn.has("Notification")]).toEqual([true, false]);
  expect(hooks.forTurn(scope).has("Stop")).toBe(false);
});

test("a refusal ends the row, and what a handler wants shown is shown", async () => {
  const { hooks, scope, told } = open();
  let asked = false;
  hooks.on("PreToolUse", () => ({ decision: "block", reason: "no", systemMessage: "Look at the rules." }));
  hooks.on("PreToolUse", () => {
    asked = true;
  });
  const verdict = await hooks.forTurn(scope).fire("PreToolUse", call);
  expect(verdict.denied).toBe("no");
  expect(asked).toBe(false);
  expect(told).toMatchObject([
    { type: "hook", event: "PreToolUse", outcome: "denied", message: "no" },
    { type: "warning", code: "hook_message", message: "Look at the rules." },
  ]);
});

test("a command has the clean environment, and a command that reads nothing is no failure", async () => {
  const config = hooksSchema.parse({
    UserPromptSubmit: [{ hooks: [{ command: 'echo "$SECRET_TOKEN|$CLAUDE_PROJECT_DIR"' }] }],
  });
  const { hooks, scope } = open(config);
  const prompt = "x".repeat(1_000_000);
  const verdict = await hooks.forTurn(scope).fire("UserPromptSubmit", { prompt });
  expect(verdict.context).toEqual([`|${home}`]);
});

test("a stopped turn cuts its hooks off and begins none", async () => {
  const { hooks, scope, told } = open();
  hooks.on("PreToolUse", () => new Promise(() => {}));
  const turn = hooks.forTurn(scope);
  const fired = turn.fire("PreToolUse", call);
  scope.controller.abort(new TandemError({ code: "aborted", message: "stopped" }));
  await expect(fired).rejects.toMatchObject({ code: "aborted" });
  await expect(turn.fire("PreToolUse", call)).rejects.toMatchObject({ code: "aborted" });
  expect(told[0]).toMatchObject({ type: "hook", outcome: "failed" });
});

test("a subagent has no prompt, session and stop of its own", () => {
  const { hooks, scope } = open();
  for (const event of ["UserPromptSubmit", "Stop", "SessionStart", "PreToolUse"] as const)
    hooks.on(event, () => {});
  const turn = hooks.forTurn({ ...scope, subagent: true });
  expect(
    ["UserPromptSubmit", "Stop", "SessionStart", "PreToolUse"].map((event) => turn.has(event as "Stop")),
  ).toEqual([false, false, false, true]);
});

test("sessions that began here end once: when they are reset, deleted, or all is closed", async () => {
  const { hooks, log } = open();
  const ends: string[] = [];
  hooks.on("SessionEnd", ({ session_id, reason }) => {
    ends.push(`${session_id} ${reason}`);
    if (session_id === "c") throw new Error("the log is full");
  });
  for (const id of ["a", "b", "c"]) {
    hooks.ran({ id, key: `k${id}`, agentId: "main", workspaceDir: home });
    hooks.starts.begin({ id, headId: null });
  }
  hooks.sessionGone("a", "a2");
  expect(hooks.starts.begin({ id: "a2", headId: null })?.source).toBe("clear");
  hooks.sessionGone("b", null);
  hooks.sessionGone("b", null);
  await hooks.close(0);
  expect(ends).toEqual(["a clear", "b other", "c other"]);
  expect(log.join()).toContain("the log is full");
});

test("the configuration refuses unknown events and matchers that are none", () => {
  expect(() => hooksSchema.parse({ PreToolUze: [] })).toThrow();
  expect(() => hooksSchema.parse({ PreToolUse: [{ matcher: "a(", hooks: [] }] })).toThrow(/Unterminated/);
  const [group] = hooksSchema.parse({ Stop: [{ hooks: [{ type: "command", command: "x" }] }] }).Stop ?? [];
  expect(group?.hooks).toEqual([{ type: "command", command: "x", timeout: 60, blocking: false }]);
});

test("a hook that is none is refused when it is set", () => {
  const { hooks } = open();
  const refused = (set: () => unknown) => {
    try {
      set();
      return null;
    } catch (error) {
      return TandemError.from(error).field;
    }
  };
  expect(refused(() => hooks.on("PreToolUze" as "PreToolUse", () => {}))).toBe("hooks.event");
  expect(refused(() => hooks.on("Stop", () => {}, { matcher: "a(" }))).toBe("hooks.Stop.matcher");
  expect(refused(() => hooks.on("Stop", () => {}, { timeoutMs: 0 }))).toBe("hooks.Stop.timeoutMs");
  expect(refused(() => requestHooks({ Stop: {} as never }))).toBe("hooks.Stop.handler");
});

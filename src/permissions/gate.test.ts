import { appendFile, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EventBody } from "../events/event.ts";
import type { TurnRequest } from "../kernel/request.ts";
import { createScrubber } from "../safety/secrets.ts";
import { openStore } from "../sessions/sqlite/open.ts";
import type { Store } from "../sessions/store.ts";
import { applyPatch } from "../tools/builtin/apply-patch.ts";
import { edit } from "../tools/builtin/edit.ts";
import { write } from "../tools/builtin/write.ts";
import type { PendingCall } from "../tools/stages/stage.ts";
import { temporaryFolder, toolContext } from "../tools/testing.ts";
import type { ToolDefinition, ToolEffect } from "../tools/tool.ts";
import type { Clock } from "../transport/clock.ts";
import { PERMISSION_MODES, type PermissionMode, type TurnFacts } from "../turn/facts.ts";
import { ApprovalDesk } from "./approvals.ts";
import { permissionsSchema } from "./config.ts";
import { permissionGate, permissionRules } from "./gate.ts";
import { modeVerdict } from "./modes.ts";
import { turnApprovals } from "./turn-approvals.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let store: Store;
let sessionId: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  store = openStore({ home: folder.path });
  sessionId = store.sessions.openSession("agent:main:local:dm:a", "main").id;
});
afterEach(async () => {
  store.close();
  await folder.remove();
});

/** Time that stands still until it is turned. */
function handClock(): Clock & { turn(ms: number): void } {
  let now = 1_000;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => now,
    elapsed: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    turn(ms) {
      now += ms;
      for (const timer of [...timers]) {
        if (timer.at > now || !timers.delete(timer)) continue;
        timer.run();
      }
    },
  };
}

const clock = handClock();
const deskOn = (on = store) => new ApprovalDesk({ store: () => on.approvals, clock, timeoutMs: 60_000 });

interface TurnOptions {
  readonly request?: TurnRequest;
  readonly mode?: PermissionMode;
  readonly rules?: Record<string, unknown>;
  readonly desk?: ApprovalDesk;
  readonly runId?: string;
  readonly sessionId?: string | null;
  readonly secret?: string;
}

function turn({
  request = {},
  mode = "acceptEdits",
  rules = {},
  desk = deskOn(),
  ...more
}: TurnOptions = {}) {
  const events: EventBody[] = [];
  const facts = {
    runId: more.runId ?? "run",
    sessionId: more.sessionId === undefined ? sessionId : more.sessionId,
    agentId: "main",
    workspaceDir: folder.path,
    userAvailable:
      request.noUserAvailable !== true && (request.confirm !== undefined || request.approvals === "wait"),
    request,
  } as TurnFacts;
  const approvals = turnApprovals({
    desk,
    store: () => store.approvals,
    facts,
    emit: (event) => events.push(event),
    ...(more.secret !== undefined && { scrubber: createScrubber(() => [more.secret!]) }),
  });
  const gate = permissionGate({ mode, approvals, rules: permissionRules(permissionsSchema.parse(rules)) });
  return { gate, events, desk };
}

function callOf(
  effect: ToolEffect,
  input: Record<string, unknown>,
  more: {
    tool?: Partial<ToolDefinition>;
    exec?: "ask" | "allow" | "deny";
    ask?: string;
    signal?: AbortSignal;
  } = {},
): PendingCall {
  const name = effect === "exec" ? "exec" : effect === "edit" ? "write" : "act";
  const tool: ToolDefinition = {
    ...{ name, description: "", inputSchema: {}, readOnly: false, effect },
    execute: async () => ({ content: [] }),
    ...more.tool,
  };
  return {
    call: { id: "c1", name: tool.name, input },
    tools: new Map(),
    context: toolContext(folder.path, {
      exec: more.exec ?? "ask",
      toolCallId: "c1",
      ...(more.signal && { signal: more.signal }),
    }),
    tool,
    input,
    ...(more.ask === undefined ? {} : { ask: more.ask }),
  };
}

const command = (text: string, more = {}) => callOf("exec", { command: text }, more);
const yes = () => Promise.resolve(true);

it("has one verdict for each mode and effect", () => {
  const row = (effect: ToolEffect, readOnly = false) =>
    PERMISSION_MODES.map((mode) => modeVerdict(mode, { effect, readOnly })).join(" ");
  expect(PERMISSION_MODES.join(" ")).toBe("default acceptEdits plan bypass");
  expect({
    read: row("read"),
    none: row("none"),
    edit: row("edit"),
    exec: row("exec"),
    external: row("external", true),
    network: row("network"),
    host: row("host"),
    hostReading: row("host", true),
  }).toEqual({
    read: "run run run run",
    none: "run run run run",
    edit: "ask run refuse run",
    exec: "ask ask refuse run",
    external: "ask ask refuse run",
    network: "ask run run run",
    host: "run run refuse run",
    hostReading: "run run run run",
  });
});

describe("a question", () => {
  it.each([
    ["a yes", yes, true, "user"],
    ["a yes with more", () => Promise.resolve({ allow: true }), true, "user"],
    ["a no", () => Promise.resolve(false), false, "user"],
    ["something that is no clear yes", () => Promise.resolve("yes" as never), false, "user"],
    ["an error in the answering code", () => Promise.reject(new Error("broken")), false, "error"],
    [
      "an error before it answers",
      (() => {
        throw new Error("broken");
      }) as never,
      false,
      "error",
    ],
    ["nobody to ask", undefined, false, "nobody"],
  ] as const)("takes %s", async (_what, confirm, allowed, by) => {
    const { gate, events } = turn({ request: confirm ? { confirm } : {} });
    const going = gate(command("echo hi"));
    if (allowed) await going;
    else await expect(going).rejects.toMatchObject({ code: "approval_denied", details: { by } });
    expect(events).toMatchObject([
      {
        type: "approval.request",
        approvalId: "run-1",
        toolCallId: "c1",
        toolName: "exec",
        rule: "exec(echo hi)",
      },
      { type: "approval.response", approvalId: "run-1", allowed, by },
    ]);
  });

  it("asks nobody where nobody is there, whoever could answer", async () => {
    let asked = 0;
    const confirm = () => Promise.resolve(++asked > 0);
    const { gate } = turn({ request: { confirm, noUserAvailable: true } });
    await expect(gate(command("ls"))).rejects.toMatchObject({ details: { by: "nobody" } });
    expect(asked).toBe(0);
  });

  it("shows the whole call in one line that hides nothing from a terminal", async () => {
    const { gate, events } = turn();
    await expect(
      gate(
        command("rm x\r\u001b[2Kls \u202e\n:", {
          tool: { summary: (input: Record<string, unknown>) => `Run: ${input.command}` },
        }),
      ),
    ).rejects.toThrow();
    expect(events[0]).toMatchObject({ summary: "Run: rm x\\u000d\\u001b[2Kls \\u202e ↵ :" });
  });

  it("is a no when nobody answers in time, and late answers say so", async () => {
    const { gate, desk, events } = turn({ request: { approvals: "wait" } });
    const going = gate(command("ls"));
    const denied = expect(going).rejects.toMatchObject({ details: { by: "timeout" } });
    await Promise.resolve();
    expect(await waiting(desk)).toMatchObject([{ id: "run-1", summary: 'exec {"command":"ls"}' }]);
    clock.turn(60_000);
    await denied;
    expect(events.at(-1)).toMatchObject({ allowed: false, by: "timeout" });
    expect(desk.answer("run-1", { allow: true })).toEqual({ accepted: false, allowed: false, by: "timeout" });
    expect(desk.list()).toEqual([]);
  });

  it("is over at once when the turn is", async () => {
    const abort = new AbortController();
    const { gate, events, desk } = turn({ request: { confirm: () => new Promise(() => {}) } });
    const going = gate(command("ls", { signal: abort.signal }));
    const denied = expect(going).rejects.toMatchObject({ code: "approval_denied" });
    await waiting(desk);
    abort.abort();
    await denied;
    expect(events.at(-1)).toMatchObject({ by: "abort" });
  });

  it("takes the first answer, by callback or by id, and tells the callback that it is not needed any more", async () => {
    let seen: AbortSignal | undefined;
    const confirm: NonNullable<TurnRequest["confirm"]> = (question) => {
      seen = question.signal;
      return new Promise(() => {});
    };
    const { gate, desk } = turn({ request: { confirm } });
    const going = gate(command("ls"));
    await waiting(desk);
    expect(desk.answer("run-1", { allow: true })).toEqual({ accepted: true, allowed: true, by: "user" });
    await going;
    expect(desk.answer("run-1", { allow: false })).toEqual({ accepted: false, allowed: true, by: "user" });
    expect(seen?.aborted).toBe(true);
    expect(() => desk.answer("run-2", { allow: true })).toThrow("no question");
  });

  it("is answered from another process on the same data folder, once", async () => {
    const elsewhere = openStore({ home: folder.path });
    try {
      const other = deskOn(elsewhere);
      const { gate, desk } = turn({ request: { approvals: "wait" } });
      const going = gate(command("ls"));
      await waiting(desk);
      expect(other.list()).toMatchObject([{ id: "run-1", runId: "run", sessionId }]);
      expect(other.answer("run-1", { allow: true })).toMatchObject({ accepted: true });
      expect(desk.answer("run-1", { allow: false })).toEqual({ accepted: false, allowed: true, by: "user" });
      clock.turn(100);
      await going;
    } finally {
      elsewhere.close();
    }
  });

  it("of a turn that writes nothing is answered in its own process, and nothing is kept", async () => {
    const { gate, desk } = turn({ request: { approvals: "wait" }, sessionId: null });
    const going = gate(command("ls"));
    await waiting(desk);
    expect(store.approvals.pending()).toEqual([]);
    expect(desk.answer("run-1", { allow: true, remember: true })).toMatchObject({ accepted: true });
    await going;
    expect(desk.rules()).toEqual([]);
  });

  it("holds no secret, wherever it is kept, and none can be remembered with a rule", async () => {
    const secret = "hunter2-hunter2";
    const shown: unknown[] = [];
    const confirm: NonNullable<TurnRequest["confirm"]> = ({ summary, preview, reason, rule }) => {
      shown.push({ summary, preview, reason, rule });
      return Promise.resolve({ allow: true, remember: true });
    };
    const { gate, events, desk } = turn({ request: { confirm }, secret });
    await writeFile(join(folder.path, "a.env.txt"), `PASS=${secret}\n`);
    await gate(
      callOf(
        "edit",
        { path: "a.env.txt", content: `x ${secret}` },
        {
          tool: write as ToolDefinition,
          ask: `look at ${secret}`,
        },
      ),
    );
    await gate(command(`login ${secret}`));
    const kept = JSON.stringify([events, shown, desk.get("run-1"), desk.get("run-2"), desk.rules()]);
    expect(kept).not.toContain(secret);
    expect(kept).toContain("-PASS=[secret]");
    expect(kept).toContain("look at [secret]");
    expect(desk.rules()).toEqual([]);
  });

  it("puts one question at a time to a callback, in order", async () => {
    const answers: ((answer: boolean) => void)[] = [];
    const confirm = () => new Promise<boolean>((resolve) => answers.push(resolve));
    const { gate, desk } = turn({ request: { confirm } });
    const both = [gate(command("one")), gate(command("two"))];
    await waiting(desk, 2);
    await turnOver();
    expect(answers.length).toBe(1);
    answers[0]!(true);
    await both[0];
    await turnOver();
    answers[1]!(true);
    await both[1];
  });
});

/** The questions, once there are as many. */
async function waiting(desk: ApprovalDesk, count = 1) {
  while (desk.list().length < count) await turnOver();
  return desk.list();
}

function turnOver(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe("a yes to a change of files", () => {
  const inFolder = (name: string) => join(folder.path, name);
  const edits: [string, ToolDefinition, Record<string, unknown>][] = [
    ["edit", edit as ToolDefinition, { path: "a.txt", old_string: "one", new_string: "two" }],
    ["write", write as ToolDefinition, { path: "a.txt", content: "new" }],
    [
      "apply_patch",
      applyPatch as ToolDefinition,
      { patch: "*** Begin Patch\n*** Update File: a.txt\n-one\n+two\n*** End Patch" },
    ],
  ];
  const asking = (confirm: () => Promise<boolean>, runId = "run") =>
    turn({ request: { confirm }, mode: "default", runId });

  it.each(edits)("%s counts only for the file as it was shown", async (_name, tool, input) => {
    await writeFile(inFolder("a.txt"), "one\n");
    const { gate } = asking(async () => {
      // Written again with the same content: nothing that was shown has changed.
      await writeFile(inFolder("a.txt"), "one\n");
      return true;
    });
    await gate(callOf("edit", input, { tool }));
    const changing = asking(async () => {
      // Far from what the diff shows.
      await appendFile(inFolder("a.txt"), "more\n");
      return true;
    }, "changing");
    await expect(changing.gate(callOf("edit", input, { tool }))).rejects.toMatchObject({
      code: "tool_error",
      message: expect.stringMatching(/a\.txt has changed since the question/),
    });
  });

  it.each<[string, () => Promise<unknown>]>([
    ["a file that came", () => writeFile(inFolder("new.txt"), "x")],
    ["a link that came", () => symlink(inFolder("a.txt"), inFolder("new.txt"))],
  ])("%s is a change too", async (_what, come) => {
    await writeFile(inFolder("a.txt"), "one\n");
    const { gate } = asking(async () => {
      await come();
      return true;
    });
    const call = callOf("edit", { path: "new.txt", content: "y" }, { tool: write as ToolDefinition });
    await expect(gate(call)).rejects.toThrow("new.txt has changed since the question");
  });
});

describe("remembering", () => {
  const always = () => Promise.resolve({ allow: true, remember: true });

  it("keeps the folder of a command, so that it is not allowed elsewhere", async () => {
    await mkdir(join(folder.path, "it's"), { recursive: true });
    await symlink("it's", join(folder.path, "link"));
    const inside = (cwd?: string, text = "make clean") =>
      callOf("exec", { command: text, ...(cwd === undefined ? {} : { cwd }) });
    const asked = turn({ request: { confirm: always } });
    await asked.gate(inside("link"));
    const rule = "exec(cd 'it'\\''s' && make clean)";
    expect(asked.events.at(-1)).toMatchObject({ remembered: rule });
    const later = turn({ runId: "later" });
    for (const same of ["link", "./it's", `${folder.path}/it's/`]) await later.gate(inside(same));
    for (const other of [undefined, ".", "..", "no", "/"])
      await expect(later.gate(inside(other))).rejects.toMatchObject({ code: "approval_denied" });
    await expect(later.gate(inside(undefined, "make clean (in link)"))).rejects.toThrow();
    await turn({ request: { confirm: always }, runId: "third" }).gate(inside("."));
    await later.gate(inside());
  });

  it("cannot keep a folder that leads nowhere", async () => {
    const asked = turn({ request: { confirm: always } });
    await asked.gate(callOf("exec", { command: "ls", cwd: "/" }));
    expect(asked.events[0]).not.toHaveProperty("rule");
    expect(asked.desk.rules()).toEqual([]);
  });

  it("lets exactly the same call pass from then on, until it is revoked", async () => {
    const asked = turn({ request: { confirm: always } });
    await asked.gate(command("rm *"));
    expect(asked.events.at(-1)).toMatchObject({ allowed: true, by: "user", remembered: "exec(rm *)" });
    const later = turn({ runId: "later" });
    await later.gate(command("rm *"));
    expect(later.events).toMatchObject([
      { type: "approval.request", approvalId: "later-1" },
      { type: "approval.response", allowed: true, by: "rule" },
    ]);
    for (const other of ["rm a", "rm * ", "rm * -rf"])
      await expect(later.gate(command(other))).rejects.toThrow();
    const [rule] = asked.desk.rules({ agentId: "main" });
    expect(rule).toMatchObject({ text: "exec(rm *)", agentId: "main", workspaceDir: folder.path });
    expect([asked.desk.revoke(rule!.id), asked.desk.revoke(rule!.id)]).toEqual([true, false]);
    await expect(later.gate(command("rm *"))).rejects.toThrow();
  });

  it("never outweighs a rule that asks, a rule that denies, plan mode or exec: deny", async () => {
    await turn({ request: { confirm: always } }).gate(command("make"));
    const rule = { ask: ["exec(make)"] };
    await expect(turn({ rules: rule }).gate(command("make"))).rejects.toMatchObject({
      code: "approval_denied",
    });
    await expect(turn({ rules: { deny: ["exec(make)"] } }).gate(command("make"))).rejects.toMatchObject({
      code: "tool_denied",
    });
    await expect(turn({ mode: "plan" }).gate(command("make"))).rejects.toThrow("plan mode");
    await expect(turn().gate(command("make", { exec: "deny" }))).rejects.toThrow("Commands may not run");
    await turn().gate(command("make"));
  });
});

describe("rules and modes", () => {
  it.each<[string, TurnOptions, PendingCall | (() => PendingCall), string | null]>([
    ["exec: allow runs", {}, () => command("ls", { exec: "allow" }), null],
    [
      "exec: allow in plan mode does not",
      { mode: "plan" },
      () => command("ls", { exec: "allow" }),
      "plan mode",
    ],
    ["bypass runs", { mode: "bypass" }, () => command("ls"), null],
    [
      "bypass keeps exec: deny",
      { mode: "bypass" },
      () => command("ls", { exec: "deny" }),
      "Commands may not run",
    ],
    [
      "bypass keeps a denial",
      { mode: "bypass", rules: { deny: ["exec(rm:*)"] } },
      () => command("rm x"),
      "denies this call",
    ],
    [
      "bypass asks where a rule asks",
      { mode: "bypass", rules: { ask: ["exec(rm:*)"] } },
      () => command("rm x"),
      "nobody can be asked",
    ],
    [
      "a hook asks in every mode",
      { mode: "bypass" },
      () => command("ls", { ask: "look" }),
      "nobody can be asked",
    ],
    ["an allow rule runs", { rules: { allow: ["exec(ls)"] } }, () => command("ls"), null],
    [
      "a denial outweighs it",
      { rules: { allow: ["exec(ls)"], deny: ["exec"] } },
      () => command("ls"),
      "denies this call",
    ],
    [
      "an unclear command is asked about where a denial may mean it",
      { mode: "bypass", rules: { deny: ["exec(rm:*)"] } },
      () => command("$X y"),
      "nobody can be asked",
    ],
    ["an edit runs", {}, () => callOf("edit", { path: "a" }), null],
    [
      "an edit is asked about in default mode",
      { mode: "default" },
      () => callOf("edit", { path: "a" }),
      "nobody can be asked",
    ],
    [
      "an edit under a rule is not",
      { mode: "default", rules: { allow: ["write(docs/**)"] } },
      () => callOf("edit", { path: "docs/a" }),
      null,
    ],
    [
      "an error while deciding denies",
      { rules: { deny: ["write(x)"] } },
      () =>
        callOf(
          "edit",
          {},
          {
            tool: {
              paths: () => {
                throw new Error("broken");
              },
            },
          },
        ),
      "could not be decided",
    ],
  ])("%s", async (_what, options, call, message) => {
    const going = turn(options).gate(typeof call === "function" ? call() : call);
    if (message === null) await going;
    else await expect(going).rejects.toThrow(message);
  });
});

/** What may happen without asking, who is asked, and that every missing answer is a no. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createTandem } from "../../src/create.ts";
import type { TurnRequest } from "../../src/kernel/request.ts";
import type { ToolDefinition, ToolEffect } from "../../src/tools/tool.ts";
import { PERMISSION_MODES, type PermissionMode } from "../../src/turn/facts.ts";
import { resultsOf, toolNamesOf } from "../on-wire.ts";
import { outlineOf } from "../outline.ts";
import { eventsOf, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Stage, Turn } from "../stage.ts";

const EFFECTS: readonly ToolEffect[] = ["none", "read", "edit", "exec", "network", "external", "host"];

/** What becomes of a call in each mode when nobody can be asked: in the order of the effects above. */
const EXPECTED: Readonly<Record<PermissionMode, readonly ("ran" | "asked" | "refused")[]>> = {
  default: ["ran", "ran", "asked", "asked", "asked", "asked", "ran"],
  acceptEdits: ["ran", "ran", "ran", "asked", "ran", "asked", "ran"],
  plan: ["ran", "ran", "refused", "refused", "ran", "refused", "refused"],
  bypass: ["ran", "ran", "ran", "ran", "ran", "ran", "ran"],
};

/** A tool for each effect, and what ran of them. */
function props() {
  const ran: string[] = [];
  const tool = (name: string, more: Partial<ToolDefinition> = {}): ToolDefinition => ({
    ...toolOf(name, () => {
      ran.push(name);
      return textOutput(`${name} ran`);
    }),
    ...more,
  });
  return { ran, tool, tools: EFFECTS.map((effect) => tool(`does_${effect}`, { effect })) };
}

/** A turn in which the model makes these calls and then ends. */
function calling(
  s: Stage,
  calls: readonly (readonly [name: string, input?: object])[],
  request: TurnRequest,
) {
  s.server.reply(
    { toolCalls: calls.map(([name, input = {}], index) => ({ id: `toolu_${index}`, name, input })) },
    { text: "ended" },
  );
  return s.turn({ prompt: "go", ...request });
}

function refusals({ requests }: Turn): string[] {
  return [...resultsOf(requests[1]).values()].filter((part) => part.isError).map((part) => part.text);
}

const answersOf = ({ events }: Turn) =>
  eventsOf(events, "approval.response").map(({ allowed, by }) => `${allowed} ${by}`);

/** `command` touches a file that shows whether it ran. */
const TOUCH = { command: "touch ran" };

export const permissionScenarios = [
  scenario({
    id: "SAFE-03",
    name: "each mode runs, asks about or refuses each kind of tool; plan mode says so to the model",
    run: async ({ stage, check }) => {
      const s = await stage();
      for (const permissionMode of PERMISSION_MODES) {
        const { ran, tools } = props();
        const turn = await calling(
          s,
          tools.map(({ name }) => [name]),
          { extraTools: tools, permissionMode },
        );
        check.equal(turn.result.text, "ended", `${permissionMode}: ${turn.result.error?.message ?? "reply"}`);
        const asked = eventsOf(turn.events, "approval.request").map(({ toolName }) => toolName);
        const became = tools.map(({ name }) =>
          ran.includes(name) ? "ran" : asked.includes(name) ? "asked" : "refused",
        );
        check.deepEqual(became, [...EXPECTED[permissionMode]], permissionMode);
        const told = refusals(turn);
        check.equal(
          told.length,
          became.filter((what) => what !== "ran").length,
          `${permissionMode}: refusals told`,
        );
        for (const text of told)
          check.includes(
            text,
            permissionMode === "plan" ? "plan mode" : "nobody can be asked",
            permissionMode,
          );
        check.ok(
          answersOf(turn).every((answer) => answer === "false nobody"),
          `${permissionMode}: answers`,
        );
      }
    },
  }),

  scenario({
    id: ["SAFE-03", "TOOL-02"],
    name: "the mode of the config holds for the built-in tools, the request's comes before it, and no mode lifts a denial",
    run: async ({ stage, check }) => {
      const s = await stage({
        config: {
          sandbox: { mode: "unsafe-off" },
          permissions: {
            mode: "default",
            allow: ["exec(touch:*)", "write(notes/**)"],
            ask: ["exec(touch asked)"],
            deny: ["exec(rm:*)", "write(locked/**)"],
          },
        },
      });
      const write = (path: string) => ["write", { path, content: "x" }] as const;
      const exec = (command: string) => ["exec", { command }] as const;
      const calls = [
        write("notes/a.txt"),
        write("other.txt"),
        write("locked/a.txt"),
        exec("touch one"),
        exec("touch two && touch three"),
        exec("touch four; rm one"),
        exec("touch five $(rm one)"),
        exec("touch asked"),
        exec("sudo rm one"),
        exec("cp one six"),
      ];
      const made = () =>
        [
          "notes/a.txt",
          "other.txt",
          "locked/a.txt",
          "one",
          "two",
          "three",
          "four",
          "five",
          "asked",
          "six",
        ].filter((name) => existsSync(join(s.workspace, name)));
      const first = await calling(s, calls, {});
      check.equal(first.result.text, "ended", first.result.error?.message ?? "reply");
      check.deepEqual(made(), ["notes/a.txt", "one", "two", "three"], "done in default mode");
      const second = await calling(s, calls, { permissionMode: "bypass" });
      check.equal(second.result.text, "ended", second.result.error?.message ?? "reply");
      check.deepEqual(
        made(),
        ["notes/a.txt", "other.txt", "one", "two", "three", "six"],
        "done in bypass mode: neither what is denied nor what is always asked about",
      );
      check.ok(existsSync(join(s.workspace, "one")), "nothing was removed");
      const third = await calling(s, [exec("touch seven")], { permissionMode: "bypass", exec: "deny" });
      check.includes(refusals(third).join(), "Commands may not run", "bypass against exec: deny");
      check.ok(!existsSync(join(s.workspace, "seven")), "it did not run");
      const fourth = await calling(s, [exec("touch eight"), exec("cp one nine")], {
        permissionMode: "plan",
        exec: "allow",
        allowTools: ["exec"],
      });
      check.equal(refusals(fourth).length, 2, "plan mode against everything that allows");
      const fifth = await calling(s, [exec("cp one ten")], { allowTools: ["exec(cp one ten)"] });
      check.deepEqual(answersOf(fifth), ["true rule"], "a rule of the request");
      check.ok(existsSync(join(s.workspace, "ten")), "it ran");
    },
  }),

  scenario({
    id: "SAFE-03",
    name: "an approval is granted, denied, broken or answered by nobody: it runs once for the clear yes and never else",
    run: async ({ stage, check }) => {
      const s = await stage({ config: { permissions: { timeoutMs: 40 } } });
      const cases: readonly (readonly [string, TurnRequest, string, number])[] = [
        ["granted", { confirm: async () => true }, "true user", 1],
        ["granted with more", { confirm: async () => ({ allow: true }) }, "true user", 1],
        ["denied", { confirm: async () => false }, "false user", 0],
        ["unclear", { confirm: async () => "yes" as unknown as boolean }, "false user", 0],
        ["broken", { confirm: () => Promise.reject(new Error("broken")) }, "false error", 0],
        ["timed out", { confirm: () => new Promise(() => {}) }, "false timeout", 0],
        ["timed out without a callback", { approvals: "wait" }, "false timeout", 0],
        ["nobody there", {}, "false nobody", 0],
        ["nobody there by order", { noUserAvailable: true, confirm: async () => true }, "false nobody", 0],
        ["nobody waits by order", { noUserAvailable: true, approvals: "wait" }, "false nobody", 0],
      ];
      for (const [what, request, answer, runs] of cases) {
        const { ran, tool } = props();
        const extraTools = [tool("risky", { effect: "external" })];
        const turn = await calling(s, [["risky"]], { ...request, extraTools });
        check.equal(turn.result.text, "ended", `${what}: ${turn.result.error?.message ?? "reply"}`);
        check.deepEqual(answersOf(turn), [answer], what);
        check.equal(ran.length, runs, `${what}: runs`);
        const [asked] = eventsOf(turn.events, "approval.request");
        const [said] = eventsOf(turn.events, "approval.response");
        check.equal(asked?.approvalId, `${turn.result.runId}-1`, `${what}: id`);
        check.equal(said?.approvalId, asked?.approvalId, `${what}: id of the answer`);
        check.equal(refusals(turn).length, 1 - runs, `${what}: told to the model`);
      }
    },
  }),

  scenario({
    id: "SAFE-03",
    name: "an approval is answered by its id from another Tandem on the data folder, once, and a late answer says so",
    run: async ({ stage, check }) => {
      const s = await stage({ config: { sandbox: { mode: "unsafe-off" } } });
      const other = await createTandem(s.config);
      const key = sessionKey("approve");
      try {
        s.server.reply({ toolCalls: [{ id: "toolu_0", name: "exec", input: TOUCH }] }, { text: "ended" });
        const { stream, done } = s.start({ prompt: "go", sessionKey: key, approvals: "wait" });
        const id = `${stream.runId}-1`;
        // What is in the event log is in the table already.
        for await (const event of other.events.follow(stream.runId)) {
          if (event.type === "approval.request") break;
        }
        while (other.approvals.list().length === 0) await new Promise((resolve) => setImmediate(resolve));
        const [waiting] = other.approvals.list();
        check.equal(waiting?.id, id, "listed in the other process");
        check.equal(waiting?.summary, "Run: touch ran", "what it is about");
        check.equal(waiting?.rule, "exec(touch ran)", "what could be remembered");
        check.deepEqual(
          other.approvals.answer(id, { allow: true, remember: true }),
          { accepted: true, allowed: true, by: "user" },
          "the first answer",
        );
        const late = { accepted: false, allowed: true, by: "user" } as const;
        check.deepEqual(s.tandem.approvals.answer(id, { allow: false }), late, "a second answer, from here");
        check.deepEqual(other.approvals.answer(id, { allow: false }), late, "a third, from there");
        const turn = await done;
        check.equal(turn.result.text, "ended", turn.result.error?.message ?? "reply");
        check.ok(existsSync(join(s.workspace, "ran")), "the command ran");
        check.equal(
          eventsOf(turn.events, "approval.response")[0]?.remembered,
          "exec(touch ran)",
          "remembered",
        );
        check.deepEqual(s.tandem.approvals.list(), [], "nothing waits");

        const again = await calling(s, [["exec", TOUCH]], { sessionKey: key });
        check.deepEqual(answersOf(again), ["true rule"], "the same call later, with nobody there");
        const more = await calling(s, [["exec", { command: "touch ran; touch more" }]], { sessionKey: key });
        check.deepEqual(answersOf(more), ["false nobody"], "another call is not remembered");
        const [rule] = other.approvals.rules({ agentId: "main" });
        check.equal(rule?.text, "exec(touch ran)", "the rule is listed");
        check.equal(other.approvals.revoke(rule?.id ?? -1), true, "and revoked");
        const after = await calling(s, [["exec", TOUCH]], { sessionKey: key });
        check.deepEqual(answersOf(after), ["false nobody"], "asked about again");
      } finally {
        await other.close();
      }
    },
  }),

  scenario({
    id: "SAFE-03",
    name: "a turn that is stopped while it waits for an answer ends at once, and the answer comes too late",
    run: async ({ stage, check }) => {
      const s = await stage({ accounting: false });
      const { ran, tool } = props();
      s.server.reply({ toolCalls: [{ id: "toolu_0", name: "risky", input: {} }] });
      const { stream, done } = s.start({
        prompt: "go",
        extraTools: [tool("risky", { effect: "external" })],
        confirm: () => {
          stream.abort();
          return new Promise(() => {});
        },
      });
      const turn = await done;
      check.equal(turn.result.status, "aborted", "status");
      check.deepEqual(answersOf(turn), ["false abort"], "told");
      check.deepEqual(ran, [], "it did not run");
      const answer = s.tandem.approvals.answer(`${turn.result.runId}-1`, { allow: true });
      check.deepEqual(answer, { accepted: false, allowed: false, by: "abort" }, "a late answer");
    },
  }),

  scenario({
    id: "SAFE-03",
    name: "an error in permission code denies",
    run: async ({ stage, check }) => {
      const s = await stage({ config: { permissions: { deny: ["write(secret/**)", "broken(secret/**)"] } } });
      const { ran, tool } = props();
      const broken = tool("broken", {
        effect: "edit",
        paths: () => {
          throw new Error("paths broke");
        },
      });
      const summary = tool("risky", {
        effect: "external",
        summary: () => {
          throw new Error("summary broke");
        },
      });
      const turn = await calling(s, [["broken"], ["risky"]], {
        extraTools: [broken, summary],
        confirm: async () => true,
      });
      check.equal(turn.result.text, "ended", turn.result.error?.message ?? "reply");
      check.deepEqual(ran, [], "what ran");
      check.equal(refusals(turn).length, 2, "refusals");
      for (const text of refusals(turn)) check.includes(text, "could not be decided", "told");
    },
  }),

  scenario({
    id: "SAFE-03",
    name: "approvals granted, denied and timed out, and plan mode, give the same events on all engines",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage({ config: { permissions: { timeoutMs: 40 } } });
      const requests: readonly TurnRequest[] = [
        { confirm: async () => true },
        { confirm: async () => false },
        { confirm: () => new Promise(() => {}) },
        { confirm: async () => true, noUserAvailable: true },
        { permissionMode: "plan", confirm: async () => true },
        { permissionMode: "bypass" },
      ];
      const seen: string[][] = [];
      for (const { runtime } of engines) {
        const lines: string[] = [];
        for (const request of requests) {
          const { tool } = props();
          const extraTools = [tool("risky", { effect: "external" }), tool("look", { readOnly: true })];
          const turn = await calling(s, [["look"], ["risky", { to: "all" }]], {
            ...request,
            runtime,
            extraTools,
          });
          check.deepEqual(
            ["look", "risky"].filter((name) => !toolNamesOf(turn.requests[0]).includes(name)),
            [],
            `${runtime}: both are offered in every mode`,
          );
          lines.push(...outlineOf(turn));
        }
        seen.push(lines);
      }
      for (const lines of seen) check.deepEqual(lines, seen[0], "events of the engines");
      for (const by of ["true user", "false user", "false timeout", "false nobody"])
        check.ok(
          seen[0]?.some((line) => line.includes(by)),
          `seen: ${by}`,
        );
    },
  }),
];

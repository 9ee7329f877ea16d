/** What turns that broke off or were stopped have used: as the wire reported it, everywhere it is told, and against budgets. */
import type { Spent } from "../../src/cost/spent.ts";
import { addUsage, costOf, NO_USAGE, type Usage } from "../../src/cost/usage.ts";
import type { TurnRequest } from "../../src/kernel/request.ts";
import type { Check } from "../check.ts";
import { parse, tandem } from "../cli-run.ts";
import { gate, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Stage, Turn } from "../stage.ts";
import { firstText, near, OTHER_MODEL, spawn } from "../subagents.ts";
import type { Reply } from "../wire/model-server.ts";

const USED = { input: 100_000, output: 4_000, cacheRead: 50_000, cacheWrite: 0, reasoning: 0 };
/** What `message_start` reports: the answer's first token. */
const BEGUN: Usage = { ...USED, output: 1 };
const AGAIN: Usage = { input: 300, output: 40, cacheRead: 6_000, cacheWrite: 0, reasoning: 0 };

const HALF = ["half of ", "it"] as const;

interface Case {
  readonly replies: readonly Reply[];
  readonly request?: Partial<TurnRequest>;
  /** What ends the turn from outside once it has shown something. */
  readonly stop?: "abort";
  readonly reported: Usage;
  readonly unreported: number;
}

function casesOf(shown: Promise<void>): Readonly<Record<string, Case>> {
  const begun = { text: HALF, usage: USED, until: shown };
  const one = { reported: BEGUN, unreported: 1 };
  return {
    "abort mid-text": { ...one, replies: [{ ...begun, stall: "after-first-delta" }], stop: "abort" },
    timeout: { ...one, replies: [{ ...begun, stall: "after-first-delta" }], request: { timeoutMs: 8_000 } },
    "a drop after a delta": { ...one, replies: [{ ...begun, cut: "after-first-delta" }] },
    "a drop before the last event": {
      replies: [{ ...begun, cut: "before-terminal" }],
      reported: USED,
      unreported: 0,
    },
    "an end without its end": { ...one, replies: [{ ...begun, end: "after-first-delta" }] },
    "an error event": {
      ...one,
      replies: [{ ...begun, sseError: { type: "api_error", message: "Broken", at: "after-first-delta" } }],
    },
    "an error event at once": {
      replies: [{ sseError: { type: "api_error", message: "Broken", at: "start" } }],
      reported: NO_USAGE,
      unreported: 0,
    },
    "an error status": { replies: [{ status: 500 }], reported: NO_USAGE, unreported: 0 },
    "a drop without a byte": { replies: [{ cut: "before-headers" }], reported: NO_USAGE, unreported: 1 },
  };
}

export const brokenUsageScenarios = [
  scenario({
    id: "COST-01",
    name: "a stopped or broken turn has used what the wire reported: in result, session, run, ledger, transcript and CLI",
    run: async ({ stage, check, note }) => {
      const s = await stage();
      const price = priceOf(s);
      for (const name of Object.keys(casesOf(Promise.resolve()))) {
        const shown = gate();
        const { replies, request, stop, reported, unreported } = casesOf(shown.open)[name]!;
        const key = sessionKey(name.replaceAll(/\W/g, "-"));
        s.server.reply(...replies);
        const { stream, done } = s.start({
          prompt: "go",
          sessionKey: key,
          onPartialReply: () => {
            shown.release();
            if (stop === "abort") stream.abort();
          },
          ...request,
        });
        const turn = await done;
        check.ok(turn.result.status !== "completed", `${name}: status ${turn.result.status}`);
        checkTold(s, turn, { key, name, reported, unreported }, check);
        near(check, turn.result.knownCostUsd, costOf(reported, price) ?? -1, `${name}: dollars`);
        const kept = s.tandem.sessions.entries(key).findLast((entry) => entry.type === "assistant");
        if (reported !== NO_USAGE)
          check.deepEqual(
            kept?.message.usage,
            reported,
            `${name}: usage of the half answer in the transcript`,
          );
        const [row] = parse<{ key: string; usage: Usage; unreportedCalls: number }[]>(
          await tandem(s, ["usage", "--by", "session", "--json"]),
        ).filter((one) => one.key === turn.result.sessionId);
        check.deepEqual(row?.usage ?? NO_USAGE, reported, `${name}: tandem usage --json`);
        check.equal(row?.unreportedCalls ?? 0, unreported, `${name}: calls not reported in tandem usage`);
      }
      const chat = (name: string) =>
        tandem(s, ["chat", "--session", sessionKey(name)], { stdin: "/cost\n/exit\n" });
      const cost = `$${(costOf(BEGUN, price) ?? 0).toFixed(4)}`;
      const half = await chat("a-drop-after-a-delta");
      check.includes(
        half.stdout + half.stderr,
        `at least 150,000 in (50,000 cached), 1 out, at least ${cost}`,
        "/cost",
      );
      check.includes(half.stdout + half.stderr, "1 request not fully reported", "/cost: what is missing");
      const silent = await chat("a-drop-without-a-byte");
      check.includes(
        silent.stdout + silent.stderr,
        "tokens unknown, cost unknown, 1 request not fully reported",
        "/cost",
      );
      note(`${cost} for an answer that broke off`);
    },
  }),

  scenario({
    id: "COST-01",
    name: "an attempt that broke off before another one answered is counted beside it",
    run: async ({ stage, check }) => {
      const s = await stage({
        config: { retries: { max: 1, baseMs: 0 }, fallbacks: { models: [OTHER_MODEL] } },
      });
      const price = priceOf(s);
      const cases: Readonly<Record<string, readonly Reply[]>> = {
        "a message taken back": [{ cut: "after-first-delta", text: HALF, usage: USED }, answer()],
        "sent again on the wire": [{ cut: "before-headers" }, answer()],
        "a second model": [
          { cut: "after-first-delta", text: HALF, usage: USED },
          { cut: "after-first-delta", text: HALF, usage: USED },
          answer(),
        ],
      };
      for (const [name, replies] of Object.entries(cases)) {
        const key = sessionKey(name.replaceAll(" ", "-"));
        s.server.reply(...replies);
        const turn = await s.turn({ prompt: "go", sessionKey: key });
        check.equal(turn.result.status, "completed", `${name}: status`);
        const broken = replies.length - 1;
        const silent = name === "sent again on the wire";
        const lost = silent ? NO_USAGE : Array.from({ length: broken }, () => BEGUN).reduce(addUsage);
        checkTold(s, turn, { key, name, reported: addUsage(lost, AGAIN), unreported: broken }, check);
        check.equal(turn.result.costUsd === null, silent, `${name}: the cost is known`);
        if (name === "a message taken back")
          near(check, turn.result.costUsd, costOf(addUsage(BEGUN, AGAIN), price)!, `${name}: cost`);
        if (silent) {
          const [first] = turn.result.attempts;
          check.equal(first?.usage, null, `${name}: usage of the first attempt`);
          check.equal(first?.costUsd, null, `${name}: its cost`);
          check.ok((first?.estimate?.usage.input ?? 0) > 100, `${name}: its estimate`);
        }
      }
    },
  }),

  scenario({
    id: "COST-01",
    name: "an abort while a tool runs keeps what the call before it used",
    run: async ({ stage, check }) => {
      const s = await stage();
      const key = sessionKey("tool");
      const running = gate();
      s.server.reply({ toolCalls: [{ id: "toolu_1", name: "wait", input: {} }], usage: USED });
      const { stream, done, until } = s.start({
        prompt: "go",
        sessionKey: key,
        extraTools: [
          toolOf("wait", async () => {
            running.release();
            await new Promise(() => undefined);
            return textOutput("never");
          }),
        ],
      });
      await until(running.open);
      stream.abort();
      const turn = await done;
      check.equal(turn.result.status, "aborted", "status");
      checkTold(s, turn, { key, name: "tool", reported: USED, unreported: 0 }, check);
    },
  }),

  scenario({
    id: ["COST-01", "TOOL-09"],
    name: "a subagent that is stopped with its parent has used what the wire reported of it",
    run: async ({ stage, check }) => {
      const s = await stage({ accounting: false });
      const shown = gate();
      s.server.respond((request) =>
        firstText(request) === "Parent"
          ? { ...spawn({ task: "Child." }), usage: AGAIN }
          : { text: HALF, usage: USED, hold: { afterDeltas: 1, until: new Promise(() => undefined) } },
      );
      const { stream, done, until } = s.start({ prompt: "Parent" });
      const watch = async () => {
        for (;;) {
          const child = s.tandem.runs.list().find((run) => run.parentRunId === stream.runId);
          if (child === undefined) {
            await s.server.waitForRequest(2);
            continue;
          }
          for await (const event of s.tandem.events.follow(child.runId))
            if (event.type === "text-delta") return shown.release();
        }
      };
      void watch();
      await until(shown.open);
      stream.abort();
      const { result } = await done;
      check.deepEqual(result.usage, AGAIN, "usage of the parent");
      check.deepEqual(result.subagents.usage, BEGUN, "usage of the child");
      check.equal(result.subagents.unreported.attempts, 1, "attempts of it that were not reported");
      const child = s.tandem.runs.list().find((run) => run.parentRunId === result.runId);
      check.deepEqual(child?.usage, BEGUN, "in the child's run");
      check.deepEqual(s.tandem.sessions.get(child?.sessionId ?? "")?.usage, BEGUN, "in the child's session");
    },
  }),

  scenario({
    id: "COST-01",
    name: "budgets of turn, session and day stop the next call because of what broken ones used",
    run: async ({ stage, check }) => {
      const broken: Reply = { cut: "after-first-delta", text: HALF, usage: USED };
      for (const [what, budgets, request] of [
        ["turn", {}, { maxBudgetUsd: 0.2 }],
        ["session", { perSessionUsd: 0.4 }, {}],
        ["day", { perDayUsd: 0.4 }, {}],
      ] as const) {
        const s = await stage({ config: { retries: { max: 3, baseMs: 0 }, budgets } });
        s.server.respond(() => broken);
        const { result, requests } = await s.turn({ prompt: "go", sessionKey: sessionKey(what), ...request });
        check.equal(requests.length, 1, `${what}: requests; the first used $0.315`);
        check.equal(result.stopReason, "max_budget", `${what}: stop reason (${result.error?.message})`);
        check.equal(result.error?.code, what === "turn" ? "max_budget" : "budget_exceeded", `${what}: code`);
        const spent = result.knownCostUsd + (result.unreported.estimatedCostUsd ?? 0);
        near(check, Number(result.error?.details?.spentUsd), spent, `${what}: spent`);
        if (what === "turn") continue;
        const next = await s.turn({ prompt: "again", sessionKey: sessionKey(what) });
        check.equal(next.requests.length, 0, `${what}: requests of the next turn`);
        check.equal(next.result.error?.code, "budget_exceeded", `${what}: code of the next turn`);
      }
    },
  }),

  scenario({
    id: "COST-01",
    name: "a budget counts an estimate for calls of which nothing was reported, also between two sendings of one request",
    run: async ({ stage, check }) => {
      const s = await stage({
        config: { retries: { max: 5, baseMs: 0 }, budgets: { perSessionUsd: 0.8 } },
      });
      const key = sessionKey("silent");
      s.server.respond(() => ({ cut: "before-headers" }));
      // About 100,000 tokens, which cost 0.3 dollars.
      const { result, requests } = await s.turn({ prompt: "word ".repeat(80_000), sessionKey: key });
      check.equal(requests.length, 2, "requests: a third would pass the budget");
      check.equal(result.stopReason, "max_budget", `stop reason (${result.error?.message})`);
      check.deepEqual(result.usage, NO_USAGE, "usage: nothing was reported");
      check.equal(result.costUsd, null, "cost: unknown");
      check.equal(result.unreported.attempts, 2, "attempts that were not reported");
      check.within(result.unreported.estimatedCostUsd ?? 0, 0.6, 0.75, "estimate");
      const next = await s.turn({ prompt: "again", sessionKey: key });
      check.equal(next.requests.length, 0, "requests of the next turn");
    },
  }),

  scenario({
    id: "COST-01",
    name: "an OpenAI answer without a usage chunk is unknown, and one that broke off after some text as well",
    engines: ["pi"],
    run: async ({ stage, check, server }) => {
      const plain = await server();
      const model = { id: "m", price: { input: 3, output: 15 } };
      const s = await stage({
        server: plain,
        config: {
          providers: {
            chat: { api: "openai-completions", baseUrl: `${plain.url}/v1`, auth: "none", models: [model] },
            responses: { api: "openai-responses", baseUrl: `${plain.url}/v1`, auth: "none", models: [model] },
          },
        },
      });
      for (const provider of ["chat", "responses"]) {
        const key = sessionKey(provider);
        plain.reply({ cut: "after-block", text: ["x".repeat(4_000)], usage: USED });
        const broken = await s.turn({ prompt: "go", sessionKey: key, model: `${provider}/m` });
        checkTold(s, broken, { key, name: provider, reported: NO_USAGE, unreported: 1 }, check);
        check.equal(broken.result.attempts[0]?.usage, null, `${provider}: usage`);
        const estimate = check.present(broken.result.attempts[0]?.estimate, `${provider}: estimate`);
        check.within(estimate.usage.output, 1_000, 1_001, `${provider}: tokens of what arrived`);
        plain.reply({ cut: "before-terminal", text: "Hello.", usage: USED });
        const late = await s.turn({ prompt: "go", sessionKey: key, model: `${provider}/m` });
        const reported = provider === "chat" ? USED : NO_USAGE;
        check.deepEqual(late.result.usage, reported, `${provider}: usage of an answer cut at its very end`);
      }
    },
  }),
];

function answer(): Reply {
  return { text: "All of it.", usage: AGAIN };
}

interface Expected {
  readonly key: string;
  readonly name: string;
  readonly reported: Usage;
  readonly unreported: number;
}

/** Result, events, run, session and ledger say the same. The session has had this turn only. */
function checkTold(s: Stage, turn: Turn, expected: Expected, check: Check): void {
  const { key, name, reported, unreported } = expected;
  const { result, events } = turn;
  const ledger = s.tandem.usage({ by: "session" }).find((row) => row.key === result.sessionId);
  const finish = events.find((event) => event.type === "finish");
  const places: Readonly<Record<string, Spent | null | undefined>> = {
    result,
    session: s.tandem.sessions.get(key),
    run: s.tandem.runs.get(result.runId),
    "finish event": finish?.type === "finish" ? finish : null,
    ...(reported === NO_USAGE && unreported === 0
      ? {}
      : {
          ledger: ledger && {
            ...ledger,
            unreported: { attempts: ledger.unreportedCalls, estimatedCostUsd: ledger.estimatedCostUsd },
          },
        }),
  };
  for (const [place, spent] of Object.entries(places)) {
    check.deepEqual(spent?.usage, reported, `${name}: usage in the ${place}`);
    check.equal(spent?.unreported.attempts, unreported, `${name}: attempts not reported, in the ${place}`);
    near(check, spent?.knownCostUsd ?? -1, result.knownCostUsd, `${name}: dollars in the ${place}`);
    check.equal(spent?.costUsd === null, result.costUsd === null, `${name}: known or not, in the ${place}`);
  }
  const sum = result.attempts.map((attempt) => attempt.usage ?? NO_USAGE).reduce(addUsage, NO_USAGE);
  check.deepEqual(sum, reported, `${name}: sum of the attempts`);
}

function priceOf(s: Stage) {
  const model = s.tandem
    .models()
    .find((one) => one.id === "claude-sonnet-4-5" && one.provider === "anthropic");
  return model?.price ?? null;
}

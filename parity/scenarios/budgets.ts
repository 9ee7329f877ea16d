/** Budgets of days and sessions, and what is told of what was spent. */
import type { ConfigInput } from "../../src/config/schema.ts";
import type { Clock } from "../../src/transport/clock.ts";
import { systemClock } from "../../src/transport/clock.ts";
import { sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

/** One call of this costs 0.315 dollars on the plain model. */
const DEAR = { input: 100_000, output: 1_000 };
const PER_CALL = 0.315;
const DAY_MS = 86_400_000;

export const budgetScenarios = [
  scenario({
    id: "COST-01",
    name: "the budget of a session stops before the call that would pass it; another session goes on",
    run: async ({ stage, check }) => {
      const s = await stage({ config: { budgets: { perSessionUsd: 1 } } });
      s.server.respond(() => ({ text: "ok", usage: DEAR }));
      const key = sessionKey("spender");
      for (let turn = 1; turn <= 3; turn++) {
        const { result } = await s.turn({ prompt: "hi", sessionKey: key });
        check.equal(result.status, "completed", `turn ${turn}: ${result.error?.message}`);
      }
      const entries = s.tandem.sessions.entries(key).length;
      const { result, requests } = await s.turn({ prompt: "hi", sessionKey: key });
      check.equal(result.status, "failed", "status");
      check.equal(result.error?.code, "budget_exceeded", "code");
      check.equal(result.error?.kind, "quota_exceeded", "kind");
      check.equal(result.error?.field, "budgets.perSessionUsd", "field");
      check.within(
        Number(result.error?.details?.spentUsd),
        3 * PER_CALL - 1e-9,
        3 * PER_CALL + 1e-9,
        "spent",
      );
      check.equal(result.error?.details?.renewsAt, null, "renewal: none");
      check.equal(requests.length, 0, "requests");
      check.equal(s.tandem.sessions.entries(key).length, entries, "entries of the refused turn");
      const other = await s.turn({ prompt: "hi", sessionKey: sessionKey("other") });
      check.equal(other.result.status, "completed", "another session");
    },
  }),

  scenario({
    id: "COST-01",
    name: "within a turn it stops between two calls, and the turn tells how far it came",
    run: async ({ stage, check }) => {
      const s = await stage({ config: { budgets: { perSessionUsd: 0.7 } } });
      s.server.respond((request) => ({
        toolCalls: [{ id: `toolu_${request.index}`, name: "again", input: {} }],
        usage: DEAR,
      }));
      const { result, requests } = await s.turn({
        prompt: "go on",
        sessionKey: sessionKey("loop"),
        extraTools: [toolOf("again", () => textOutput("more"))],
      });
      check.equal(result.status, "incomplete", "status");
      check.equal(result.stopReason, "max_budget", "stop reason");
      check.equal(result.error?.code, "budget_exceeded", "code");
      check.equal(requests.length, 2, "requests: a third would pass the budget");
      check.ok((result.costUsd ?? 1) <= 0.7, "cost");
    },
  }),

  scenario({
    id: "COST-01",
    name: "the budget of a day counts over sessions, engines and restarts, and renews at midnight",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      let offset = 0;
      const clock: Clock = { ...systemClock, now: () => systemClock.now() + offset };
      const s = await stage({ clock, config: { budgets: { perDayUsd: 2 * PER_CALL } } });
      s.server.respond(() => ({ text: "ok", usage: DEAR }));
      const [first, second = first!] = engines;
      const spend = (runtime: typeof first, name: string) =>
        s.turn({ prompt: "hi", runtime: runtime!.runtime, sessionKey: sessionKey(name) });
      check.equal((await spend(first, "a")).result.status, "completed", "the first");
      await s.reopen();
      check.equal((await spend(second, "b")).result.status, "completed", "the second");
      s.tandem.sessions.delete(sessionKey("a"));
      const { result, requests } = await spend(first, "c");
      check.equal(result.error?.code, "budget_exceeded", "code");
      check.equal(result.error?.field, "budgets.perDayUsd", "field");
      check.equal(requests.length, 0, "requests");
      const renewsAt = Number(result.error?.details?.renewsAt);
      check.within(renewsAt, clock.now(), clock.now() + DAY_MS + 3_600_000, "when it renews");
      check.includes(result.error?.message ?? "", new Date(renewsAt).toISOString(), "the message says when");
      offset = renewsAt - systemClock.now() + 1_000;
      const next = await spend(first, "c");
      check.equal(next.result.status, "completed", `the next day: ${next.result.error?.message}`);
    },
  }),

  scenario({
    id: ["COST-01", "TURN-06"],
    name: "a budget on a model without a price is refused, and a negative one by the configuration",
    run: async ({ stage, check, server }) => {
      const acme = await server();
      const providers: ConfigInput["providers"] = {
        acme: { api: "anthropic-messages", baseUrl: acme.url, auth: "none", models: [{ id: "priceless" }] },
      };
      for (const budgets of [{ perDayUsd: 1 }, { perSessionUsd: 1 }]) {
        const s = await stage({ server: acme, config: { providers, budgets } });
        const { result, requests } = await s.turn({ prompt: "hi", model: "acme/priceless" });
        const field = `budgets.${Object.keys(budgets)[0]}`;
        check.equal(result.error?.code, "unsupported_capability", `${field}: code`);
        check.equal(result.error?.field, field, `${field}: field`);
        check.match(result.error?.message ?? "", /price .* not known/, `${field}: message`);
        check.equal(requests.length, 0, `${field}: requests`);
      }
      for (const [budgets, field] of [
        [{ perDayUsd: -1 }, "budgets.perDayUsd"],
        [{ perSessionUsd: 0 }, "budgets.perSessionUsd"],
        [{ perWeekUsd: 1 }, "budgets.perWeekUsd"],
      ] as const) {
        const error = await check.rejects(
          stage({ config: { budgets: budgets as ConfigInput["budgets"] } }),
          field,
        );
        check.equal((error as { code?: string }).code, "invalid_config", `${field}: code`);
        check.equal((error as { field?: string }).field, field, `${field}: field`);
      }
    },
  }),

  scenario({
    id: "COST-01",
    name: "usage is summed by day, model, engine, profile, session and tag, and agrees with the runs",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage();
      s.server.respond(() => ({ text: "ok", usage: { ...DEAR, cacheRead: 50_000 } }));
      let cost = 0;
      for (const engine of engines) {
        const tag = `cron-pi-${engine.id}`;
        const key = sessionKey(engine.id);
        const { result } = await s.turn({
          prompt: "hi",
          runtime: engine.runtime,
          sessionKey: key,
          billingTag: tag,
        });
        cost += result.costUsd ?? 0;
        check.equal(s.tandem.runs.get(result.runId)?.billingTag, tag, `${engine.id}: tag of the run`);
        const [tagged] = s.tandem.usage({ by: "tag" }).filter((row) => row.key === tag);
        check.deepEqual(tagged?.usage, result.usage, `${engine.id}: usage by tag`);
        check.equal(tagged?.costUsd, result.costUsd, `${engine.id}: cost by tag`);
      }
      for (const by of ["day", "model", "profile"] as const) {
        const [row, ...others] = s.tandem.usage({ by });
        check.equal(others.length, 0, `${by}: one row`);
        check.equal(row?.calls, engines.length, `${by}: calls`);
        check.within(row?.costUsd ?? 0, cost - 1e-9, cost + 1e-9, `${by}: cost`);
      }
      check.deepEqual(
        s.tandem
          .usage({ by: "engine" })
          .map((row) => row.key)
          .sort(),
        engines.map((engine) => engine.runtime).sort(),
        "by engine",
      );
      check.equal(s.tandem.usage({ by: "session" }).length, engines.length, "by session");
      const bad = await s.turn({ prompt: "hi", billingTag: "two words" });
      check.equal(bad.result.error?.field, "billingTag", "a tag with a space");
    },
  }),
];

/** Tokens and dollars, from the wire to the session. */
import { addUsage, costOf, NO_USAGE } from "../../src/cost/usage.ts";
import type { Check } from "../check.ts";
import { eventsOf, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

const USAGES = [
  { input: 1_000, output: 200, cacheRead: 5_000, cacheWrite: 700 },
  { input: 300, output: 40, cacheRead: 6_000, cacheWrite: 0 },
  { input: 50, output: 5, cacheRead: 0, cacheWrite: 0 },
].map((usage) => ({ ...usage, reasoning: 0 }));

export const costScenarios = [
  scenario({
    id: "COST-01",
    name: "usage and cost add up over attempts, turn and session, with cached tokens at their own price",
    run: async ({ stage, check, note }) => {
      const s = await stage();
      const key = sessionKey("cost");
      const model = s.tandem
        .models()
        .find((item) => item.id === "claude-sonnet-4-5" && item.provider === "anthropic");
      const price = check.present(model?.price, "a known price");
      check.ok(
        price.cacheRead < price.input && price.cacheWrite > price.input,
        "cached tokens have their own price",
      );
      s.server.reply(
        { toolCalls: [{ id: "toolu_1", name: "act", input: {} }], usage: USAGES[0]! },
        { text: "done", usage: USAGES[1]! },
      );
      const first = await s.turn({
        prompt: "act",
        sessionKey: key,
        extraTools: [toolOf("act", () => textOutput("ok"))],
      });
      s.server.reply({ text: "more", usage: USAGES[2]! });
      const second = await s.turn({ prompt: "more", sessionKey: key });

      for (const [index, attempt] of first.result.attempts.entries()) {
        check.deepEqual(attempt.usage, USAGES[index]!, `usage of attempt ${index + 1}`);
        check.equal(attempt.costUsd, costOf(USAGES[index]!, price), `cost of attempt ${index + 1}`);
      }
      const turn = addUsage(USAGES[0]!, USAGES[1]!);
      check.deepEqual(first.result.usage, turn, "usage of the turn");
      near(first.result.costUsd, costOf(turn, price), "cost of the turn", check);
      const steps = eventsOf(first.events, "step-finish");
      check.deepEqual(
        steps.map((event) => event.usage),
        USAGES.slice(0, 2),
        "usage of each step, as told",
      );
      check.deepEqual(s.tandem.runs.get(first.result.runId)?.usage, turn, "usage in the run's record");
      near(
        s.tandem.runs.get(first.result.runId)?.costUsd,
        first.result.costUsd,
        "cost in the run's record",
        check,
      );

      const total = USAGES.reduce(addUsage, NO_USAGE);
      check.deepEqual(s.tandem.sessions.get(key)?.usage, total, "usage of the session");
      near(s.tandem.sessions.get(key)?.costUsd, costOf(total, price), "cost of the session", check);
      await s.reopen();
      check.deepEqual(s.tandem.sessions.get(key)?.usage, total, "usage of the session, after a restart");
      check.equal(second.result.profile, first.result.profile, "profile");
      note(`$${s.tandem.sessions.get(key)?.costUsd?.toFixed(5)} in all`);
    },
  }),

  scenario({
    id: "COST-01",
    name: "a failed request costs nothing, and an unknown price stays unknown instead of becoming 0",
    run: async ({ stage, check, server }) => {
      const acme = await server();
      const s = await stage({
        server: acme,
        config: {
          providers: {
            acme: {
              api: "anthropic-messages",
              baseUrl: acme.url,
              auth: "none",
              models: [
                { id: "priceless" },
                { id: "priced", price: { input: 2, output: 4, cacheRead: 1, cacheWrite: 3 } },
              ],
            },
          },
        },
      });
      const key = sessionKey("price");
      acme.reply({ status: 500 });
      const failed = await s.turn({ prompt: "hi", sessionKey: key, model: "acme/priced" });
      check.equal(failed.result.status, "failed", "status");
      check.equal(failed.result.costUsd, 0, "cost of a failed request");
      acme.reply({
        text: "ok",
        usage: { input: 1_000_000, output: 500_000, cacheRead: 2_000_000, cacheWrite: 1_000_000 },
      });
      const priced = await s.turn({ prompt: "hi", sessionKey: key, model: "acme/priced" });
      check.equal(priced.result.costUsd, 2 + 2 + 2 + 3, "cost by the configured price");
      const unknown = await s.turn({ prompt: "hi", sessionKey: key, model: "acme/priceless" });
      check.equal(unknown.result.status, "completed", "status without a price");
      check.equal(unknown.result.costUsd, null, "cost without a price");
      check.equal(unknown.result.attempts[0]?.costUsd, null, "cost of the attempt");
      check.ok(unknown.result.usage.input > 0, "its usage is known all the same");
      check.equal(s.tandem.sessions.get(key)?.costUsd, null, "cost of the session");
    },
  }),
];

function near(actual: number | null | undefined, expected: number | null, what: string, check: Check): void {
  if (typeof actual !== "number" || expected === null) check.equal(actual ?? null, expected, what);
  else check.within(actual, expected - 1e-9, expected + 1e-9, what);
}

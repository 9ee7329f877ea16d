import { describe, expect, it } from "vitest";
import type { PaidCall } from "../../cost/spending.ts";
import { KEY, temporaryStore } from "./store.fixture.ts";

const DAY = 24 * 3_600_000;
const NOON = new Date(2026, 4, 4, 12).getTime();

function call(changes: Partial<PaidCall> = {}): PaidCall {
  return {
    at: NOON,
    runId: "r",
    sessionId: "s",
    runtime: "pi",
    provider: "acme",
    model: "m-1",
    profile: "acme:work",
    tag: null,
    usage: { input: 10, output: 5, cacheRead: 3, cacheWrite: 2, reasoning: 1 },
    costUsd: 0.25,
    usageReport: "complete",
    estimatedCostUsd: 0,
    ...changes,
  };
}

describe("spending", () => {
  it("is summed by day, model, engine, profile, session and tag", () => {
    const { spending } = temporaryStore();
    spending.record(call());
    spending.record(call({ at: NOON + DAY, runtime: "claude", model: "m-2", costUsd: 1, tag: "proxy-7" }));
    spending.record(call({ at: NOON + DAY, sessionId: "t", profile: null, costUsd: 0.5 }));
    const keys = (by: Parameters<typeof spending.report>[0]["by"]) =>
      spending.report({ by }).map((row) => [row.key, row.calls, row.costUsd]);
    expect(keys("day")).toEqual([
      ["2026-05-04", 1, 0.25],
      ["2026-05-05", 2, 1.5],
    ]);
    expect(keys("model")).toEqual([
      ["acme/m-2", 1, 1],
      ["acme/m-1", 2, 0.75],
    ]);
    expect(keys("engine")).toEqual([
      ["claude", 1, 1],
      ["pi", 2, 0.75],
    ]);
    expect(keys("profile")).toEqual([
      ["acme:work", 2, 1.25],
      [null, 1, 0.5],
    ]);
    expect(keys("session")).toEqual([
      ["s", 2, 1.25],
      ["t", 1, 0.5],
    ]);
    expect(keys("tag")).toEqual([
      ["proxy-7", 1, 1],
      [null, 2, 0.75],
    ]);
    expect(spending.report({ by: "engine", sinceMs: NOON + 1 }).map((row) => row.calls)).toEqual([1, 1]);
    expect(spending.report({ by: "engine", untilMs: NOON + 1 })[0]?.usage).toEqual(call().usage);
  });

  it("counts on the session, and never forgets there what was unknown", () => {
    const { spending, sessions } = temporaryStore();
    const { id } = sessions.openSession(KEY, "main");
    spending.record(call({ sessionId: id }));
    spending.record(call({ sessionId: id, usageReport: "partial", estimatedCostUsd: 0.5 }));
    expect(sessions.getSession(id)).toMatchObject({
      usage: { input: 20, output: 10, cacheRead: 6, cacheWrite: 4, reasoning: 2 },
      costUsd: 0.5,
      knownCostUsd: 0.5,
      unreported: { attempts: 1, estimatedCostUsd: 0.5 },
    });
    spending.record(call({ sessionId: id, costUsd: null, usageReport: "unknown", estimatedCostUsd: 2 }));
    spending.record(call({ sessionId: id }));
    expect(sessions.getSession(id)).toMatchObject({
      costUsd: null,
      knownCostUsd: 0.75,
      unreported: { attempts: 2, estimatedCostUsd: 2.5 },
    });
    spending.record(call({ sessionId: id, costUsd: null, usageReport: "unknown", estimatedCostUsd: null }));
    expect(sessions.getSession(id)?.unreported).toEqual({ attempts: 3, estimatedCostUsd: null });
  });

  it("of calls that were not reported holds the estimate against budgets, and shows it apart", () => {
    const { spending } = temporaryStore();
    spending.record(call({ costUsd: 0.25, usageReport: "partial", estimatedCostUsd: 0.5 }));
    spending.record(call({ costUsd: null, usageReport: "unknown", estimatedCostUsd: 2 }));
    spending.record(call({ costUsd: null }));
    expect(spending.spent({})).toBe(2.75);
    expect(spending.spent({ sessionId: "s" })).toBe(2.75);
    expect(spending.spent({ sessionId: "s", sinceMs: NOON + 1 })).toBe(0);
    expect(spending.report({ by: "model" })[0]).toMatchObject({
      calls: 3,
      costUsd: null,
      knownCostUsd: 0.25,
      unpricedCalls: 1,
      unreportedCalls: 2,
      estimatedCostUsd: 2.5,
    });
  });

  it("keeps an unknown price unknown, beside the sum of the known ones", () => {
    const { spending } = temporaryStore();
    spending.record(call({ costUsd: null }));
    expect(spending.report({ by: "model" })[0]).toMatchObject({ costUsd: null, knownCostUsd: 0 });
    spending.record(call());
    expect(spending.report({ by: "model" })[0]).toMatchObject({
      costUsd: null,
      knownCostUsd: 0.25,
      unpricedCalls: 1,
      calls: 2,
    });
  });

  it("counts for budgets by session and time, also after the session was deleted", () => {
    const { spending, sessions } = temporaryStore();
    const { id } = sessions.openSession(KEY, "main");
    spending.record(call({ sessionId: id }));
    spending.record(call({ sessionId: id, at: NOON + DAY, costUsd: 2 }));
    spending.record(call({ costUsd: null }));
    expect(spending.spent({ sessionId: id })).toBe(2.25);
    sessions.deleteSession(id);
    expect(spending.spent({ sessionId: id })).toBe(2.25);
    expect(spending.spent({ sessionId: id, sinceMs: NOON + 1 })).toBe(2);
    expect(spending.spent({ sinceMs: NOON + 1 })).toBe(2);
    expect(spending.spent({ sinceMs: NOON + 2 * DAY })).toBe(0);
  });

  it("of a session's subagents counts against that session as well, and is told once", () => {
    const { spending } = temporaryStore();
    spending.record(call());
    spending.record(call({ sessionId: "child", rootSessionId: "s", costUsd: 1 }));
    spending.record(call({ sessionId: "grandchild", rootSessionId: "s", at: NOON + DAY, costUsd: 2 }));
    expect(spending.spent({ sessionId: "s" })).toBe(3.25);
    expect(spending.spent({ sessionId: "s", sinceMs: NOON + 1 })).toBe(2);
    expect(spending.spent({ sessionId: "child" })).toBe(1);
    expect(spending.spent({})).toBe(3.25);
    expect(spending.report({ by: "session" }).map((row) => [row.key, row.costUsd])).toEqual([
      ["grandchild", 2],
      ["child", 1],
      ["s", 0.25],
    ]);
  });
});

import { describe, expect, test } from "vitest";
import { RetryBudget } from "./retry-budget.ts";

const LIMITS = { max: 3, baseMs: 100, maxWaitMs: 60_000 };
const passing = { kind: "server_error", retryAfterMs: null } as const;

describe("the budget of a turn", () => {
  test("doubles its wait, shakes it by a quarter, and ends", () => {
    const early = new RetryBudget(LIMITS, () => 0);
    expect([1, 2, 3, 4].map(() => early.take(passing))).toEqual([75, 150, 300, null]);
    const late = new RetryBudget(LIMITS, () => 1);
    expect([1, 2, 3].map(() => late.take(passing))).toEqual([125, 250, 500]);
  });

  test.each([
    ["server_error", null, true],
    ["network", null, true],
    ["overloaded", null, true],
    ["timeout", null, true],
    ["rate_limit", 1_000, true],
    ["rate_limit", null, false],
    ["auth", null, false],
    ["billing", 1_000, false],
    ["format", null, false],
    ["context_overflow", null, false],
  ] as const)("for %s with Retry-After %s: %s", (kind, retryAfterMs, taken) => {
    expect(new RetryBudget(LIMITS).take({ kind, retryAfterMs }) !== null).toBe(taken);
  });

  test("waits as long as the provider asks, up to its limit, and takes nothing for a longer wait", () => {
    const budget = new RetryBudget({ ...LIMITS, max: 1 });
    expect(budget.take({ kind: "rate_limit", retryAfterMs: 60_001 })).toBeNull();
    expect(budget.take({ kind: "rate_limit", retryAfterMs: 60_000 })).toBe(60_000);
    expect(budget.take({ kind: "rate_limit", retryAfterMs: 0 })).toBeNull();
  });

  test("one wait of its own stays within the limit too", () => {
    const budget = new RetryBudget({ max: 20, baseMs: 10_000, maxWaitMs: 15_000 }, () => 0.5);
    expect([1, 2, 3].map(() => budget.take(passing))).toEqual([10_000, 15_000, 15_000]);
  });
});

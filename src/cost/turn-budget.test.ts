import { describe, expect, test } from "vitest";
import { type Budgets, startOfDay, TurnBudget } from "./turn-budget.ts";

const NOON = new Date(2026, 4, 4, 12).getTime();

function budget(limits: Budgets, spent: { turn?: number | null; session?: number; day?: number } = {}) {
  const asked: number[] = [];
  const made = new TurnBudget({
    limits,
    spent: {
      turn: () => (spent.turn === undefined ? 0 : spent.turn),
      session: () => spent.session ?? 0,
      since: (ms) => {
        asked.push(ms);
        return spent.day ?? 0;
      },
    },
    clock: () => NOON,
  });
  return { made, asked };
}

function budgetBelow(above: TurnBudget) {
  const spent = { turn: () => 0, session: () => 0, since: () => 0 };
  return new TurnBudget({ limits: {}, spent, clock: () => NOON, above });
}

describe("a turn's budget", () => {
  test("lets a call leave that stays within, to the last cent", () => {
    const { made } = budget(
      { perTurnUsd: 1, perSessionUsd: 1, perDayUsd: 1 },
      { turn: 0.5, session: 0.5, day: 0.5 },
    );
    expect(made.check(0.5, 1)).toBeNull();
    expect(made.refusal).toBeNull();
  });

  test.each([
    ["turn", { perTurnUsd: 1 }, { turn: 0.8 }, "max_budget", "maxBudgetUsd"],
    ["session", { perSessionUsd: 1 }, { session: 0.8 }, "budget_exceeded", "budgets.perSessionUsd"],
    ["day", { perDayUsd: 1 }, { day: 0.8 }, "budget_exceeded", "budgets.perDayUsd"],
  ] as const)("of the %s stops before the call that would pass it", (_name, limits, spent, code, field) => {
    const { made } = budget(limits, spent);
    const error = made.check(0.3, 1);
    expect(error).toMatchObject({ code, field, kind: "quota_exceeded", retryable: false });
    expect(error?.message).toContain("$0.8000");
    expect(error?.details).toMatchObject({ limitUsd: 1, spentUsd: 0.8, nextCallUsd: 0.3 });
    expect(made.refusal).toBe(error);
  });

  test("is used up also for a call that costs nothing", () => {
    expect(budget({ perDayUsd: 1 }, { day: 1 }).made.check(0, 0)).not.toBeNull();
  });

  test("of the turn leaves its first call alone, the others do not", () => {
    expect(budget({ perTurnUsd: 0.1 }).made.check(5, 0)).toBeNull();
    expect(budget({ perSessionUsd: 0.1 }).made.check(5, 0)).not.toBeNull();
  });

  test("of the day counts from midnight and says when it renews", () => {
    const { made, asked } = budget({ perDayUsd: 1 }, { day: 2 });
    const renewsAt = new Date(2026, 4, 5).getTime();
    expect(made.check(0, 0)?.details).toMatchObject({ scope: "day", renewsAt });
    expect(asked[0]).toBe(new Date(2026, 4, 4).getTime());
    expect(made.refusal?.message).toContain(new Date(renewsAt).toISOString());
  });

  test("holds for the turns that it spawned, from their first call on, and for those below them", () => {
    const above = budget({ perTurnUsd: 1 }, { turn: 0.8 }).made;
    const child = budgetBelow(above);
    const grandchild = budgetBelow(child);
    for (const made of [child, grandchild]) {
      expect(made.limited).toBe(true);
      expect(made.check(0.1, 0)).toBeNull();
      expect(made.check(0.3, 0)).toMatchObject({
        code: "max_budget",
        details: { limitUsd: 1, spentUsd: 0.8 },
      });
    }
    expect(above.refusal).toBeNull();
  });

  test("that is not set asks nobody", () => {
    const { made, asked } = budget({});
    expect(made.limited).toBe(false);
    expect(made.check(1_000, 9)).toBeNull();
    expect(asked).toEqual([]);
  });
});

test("a day of 23 or 25 hours ends at the next midnight all the same", () => {
  for (const month of [2, 9])
    for (let day = 1; day <= 31; day++) {
      const at = new Date(2026, month, day, 13).getTime();
      expect(new Date(startOfDay(at, 1)).getHours()).toBe(0);
      expect(startOfDay(at, 1)).toBeGreaterThan(at);
    }
});

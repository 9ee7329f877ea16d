/** What several requests have used: the part that was reported, and how many did not report all of it. */
import type { AttemptUsage } from "./attempt-usage.ts";
import { addCost, addUsage, type CostUsd, NO_USAGE, tokensOf, type Usage } from "./usage.ts";

/** Requests that a sum of usage does not hold in full. */
export interface Unreported {
  /** Requests whose provider did not report their usage, or not to its end. */
  readonly attempts: number;
  /**
   * What they cost beyond the sum, by Tandem's estimate; budgets count it, and no other figure holds it. `null`: a price is unknown.
   */
  readonly estimatedCostUsd: CostUsd;
}

/** With `unreported.attempts` above 0, `usage` and `knownCostUsd` are the least that was used. */
export interface Spent {
  /** As reported. */
  readonly usage: Usage;
  /** Of what was reported; `null` when the price or the whole usage of a request is unknown. */
  readonly costUsd: CostUsd;
  /** Dollars of the requests whose usage and price are known. */
  readonly knownCostUsd: number;
  readonly unreported: Unreported;
}

export const ALL_REPORTED: Unreported = { attempts: 0, estimatedCostUsd: 0 };
export const NOTHING_SPENT: Spent = {
  usage: NO_USAGE,
  costUsd: 0,
  knownCostUsd: 0,
  unreported: ALL_REPORTED,
};

export function addSpent(a: Spent, b: Spent): Spent {
  return {
    usage: addUsage(a.usage, b.usage),
    costUsd: addCost(a.costUsd, b.costUsd),
    knownCostUsd: a.knownCostUsd + b.knownCostUsd,
    unreported: {
      attempts: a.unreported.attempts + b.unreported.attempts,
      estimatedCostUsd: addCost(a.unreported.estimatedCostUsd, b.unreported.estimatedCostUsd),
    },
  };
}

/** What one request that is over has used. */
export function spentBy({ usage, costUsd, usageReport, estimate }: AttemptUsage): Spent {
  if (usageReport === "complete" && tokensOf(usage ?? NO_USAGE) === 0) return NOTHING_SPENT;
  return {
    usage: usage ?? NO_USAGE,
    costUsd,
    knownCostUsd: costUsd ?? 0,
    unreported:
      usageReport === "complete"
        ? ALL_REPORTED
        : { attempts: 1, estimatedCostUsd: estimate === null ? 0 : estimate.costUsd },
  };
}

/** Dollars to hold against a budget: what is known, and the estimate of the rest. */
export function budgeted({ knownCostUsd, unreported }: Spent): number {
  return knownCostUsd + (unreported.estimatedCostUsd ?? 0);
}

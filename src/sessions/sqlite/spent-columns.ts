/** What was spent as columns, so that it can be summed in SQL. */
import type { Spent } from "../../cost/spent.ts";
import { type UsageColumns, usageColumns, usageFrom } from "./usage-columns.ts";

export interface SpentColumns extends UsageColumns {
  /** Null: the price or the usage of a request was unknown. */
  readonly cost_usd: number | null;
  readonly known_cost_usd: number;
  readonly unreported_attempts: number;
  /** Null: a price was unknown. */
  readonly estimated_usd: number | null;
}

export function spentFrom(row: SpentColumns): Spent {
  return {
    usage: usageFrom(row),
    costUsd: row.cost_usd,
    knownCostUsd: row.known_cost_usd,
    unreported: { attempts: row.unreported_attempts, estimatedCostUsd: row.estimated_usd },
  };
}

export function spentColumns({ usage, costUsd, knownCostUsd, unreported }: Spent): SpentColumns {
  return {
    ...usageColumns(usage),
    cost_usd: costUsd,
    known_cost_usd: knownCostUsd,
    unreported_attempts: unreported.attempts,
    estimated_usd: unreported.estimatedCostUsd,
  };
}

/** Usage as five columns, so that it can be summed in SQL. */
import type { Usage } from "../../cost/usage.ts";

export interface UsageColumns {
  readonly usage_input: number;
  readonly usage_output: number;
  readonly usage_cache_read: number;
  readonly usage_cache_write: number;
  readonly usage_reasoning: number;
}

export function usageFrom(row: UsageColumns): Usage {
  return {
    input: row.usage_input,
    output: row.usage_output,
    cacheRead: row.usage_cache_read,
    cacheWrite: row.usage_cache_write,
    reasoning: row.usage_reasoning,
  };
}

export function usageColumns(usage: Usage): UsageColumns {
  return {
    usage_input: usage.input,
    usage_output: usage.output,
    usage_cache_read: usage.cacheRead,
    usage_cache_write: usage.cacheWrite,
    usage_reasoning: usage.reasoning,
  };
}

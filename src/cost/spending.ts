/** What was spent, as the store keeps it: one row for each model call that was paid for, or may have been. */
import type { RuntimeKind } from "../sessions/message.ts";
import type { CostUsd, Usage, UsageReport } from "./usage.ts";

/** A model call that came to an end. */
export interface PaidCall {
  /** Milliseconds since 1970 at its end. */
  readonly at: number;
  readonly runId: string;
  readonly sessionId: string | null;
  /** Session whose budget the call of a subagent counts against, beside its own. */
  readonly rootSessionId?: string | null;
  readonly runtime: RuntimeKind;
  readonly provider: string;
  readonly model: string;
  readonly profile: string | null;
  /** The request's `billingTag`. */
  readonly tag: string | null;
  /** As far as it was reported. */
  readonly usage: Usage;
  readonly costUsd: CostUsd;
  readonly usageReport: UsageReport;
  /** Dollars beyond `costUsd`, by Tandem's estimate; 0 when the report is complete, `null` without a price. */
  readonly estimatedCostUsd: CostUsd;
}

/** What usage can be summed by. `day`: calendar days of this machine's time zone. */
export const SPENDING_GROUPS = ["day", "model", "engine", "profile", "session", "tag"] as const;
export type SpendingGroup = (typeof SPENDING_GROUPS)[number];

export interface SpendingQuery {
  readonly by: SpendingGroup;
  /** Calls from this moment on; milliseconds since 1970. */
  readonly sinceMs?: number;
  /** Calls before this moment. */
  readonly untilMs?: number;
}

/** One group. */
export interface SpendingRow {
  /** `2026-11-20`, `provider/model`, an engine, a profile, a session id or a tag; `null`: the calls had none. */
  readonly key: string | null;
  readonly calls: number;
  readonly usage: Usage;
  /** `null` as soon as the price or the usage of one of the calls was unknown. */
  readonly costUsd: CostUsd;
  /** Dollars of the calls whose usage and price were known. */
  readonly knownCostUsd: number;
  /** Calls whose usage was reported and whose price was unknown. */
  readonly unpricedCalls: number;
  /** Calls whose provider did not report their usage, or not to its end: the figures above are the least that was used. */
  readonly unreportedCalls: number;
  /** Dollars that the unreported part of these cost, by Tandem's estimate; `null` when one of them has none. */
  readonly estimatedCostUsd: CostUsd;
}

/** Outlives the sessions and runs it is about, so that deleting one gives no budget back. */
export interface SpendingStore {
  /** Adds the call, also to the figures of its session. */
  record(call: PaidCall): void;
  /** Dollars of calls with a known price, estimates of what was not reported included; of a session with those of its subagents. */
  spent(of: { readonly sinceMs?: number; readonly sessionId?: string }): number;
  /** Days in order of time, other groups by cost, dearest first. */
  report(query: SpendingQuery): SpendingRow[];
}

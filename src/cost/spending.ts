/** What was spent, as the store keeps it: one row for each model call that was paid for. */
import type { RuntimeKind } from "../sessions/message.ts";
import type { CostUsd, Usage } from "./usage.ts";

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
  readonly usage: Usage;
  readonly costUsd: CostUsd;
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
  /** `null` as soon as the price of one of the calls was unknown. */
  readonly costUsd: CostUsd;
  /** Dollars of the calls whose price was known. */
  readonly knownCostUsd: number;
  readonly unpricedCalls: number;
}

/** Outlives the sessions and runs it is about, so that deleting one gives no budget back. */
export interface SpendingStore {
  record(call: PaidCall): void;
  /** Dollars of calls with a known price; of a session with those of its subagents. */
  spent(of: { readonly sinceMs?: number; readonly sessionId?: string }): number;
  /** Days in order of time, other groups by cost, dearest first. */
  report(query: SpendingQuery): SpendingRow[];
}

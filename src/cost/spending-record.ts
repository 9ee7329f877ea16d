/** Where a Tandem notes what it spends, and asks what was spent. */
import type { AttemptRecord } from "../kernel/result.ts";
import type { SpendingStore } from "./spending.ts";
import { budgeted, spentBy } from "./spent.ts";
import { tokensOf } from "./usage.ts";

/** The turn a call belongs to. */
export interface Spender {
  readonly runId: string;
  /** `null`: a turn that writes nothing. */
  readonly sessionId: string | null;
  /** Of a spawned turn: the session of the turn that everything began with, whose budget it counts against as well. */
  readonly rootSessionId?: string | null;
  readonly tag: string | null;
}

/**
 * Calls of turns that keep nothing are counted in memory, so that they too count against the day's budget of this Tandem. Throws
 * what the store throws.
 */
export class SpendingRecord {
  readonly #store: () => SpendingStore;
  readonly #unkept: { readonly at: number; readonly costUsd: number }[] = [];

  constructor(store: () => SpendingStore) {
    this.#store = store;
  }

  /** An attempt that ended; one that is known to have used nothing was not paid for. */
  note(attempt: AttemptRecord, { runId, sessionId, rootSessionId = null, tag }: Spender): void {
    const { usageReport, runtime, provider, model, profile } = attempt;
    const spent = spentBy(attempt);
    const { usage, costUsd, unreported } = spent;
    if (tokensOf(usage) === 0 && unreported.attempts === 0) return;
    const at = attempt.startedAt + attempt.durationMs;
    if (sessionId === null) {
      const dollars = budgeted(spent);
      if (dollars > 0) this.#unkept.push({ at, costUsd: dollars });
      return;
    }
    this.#store().record({
      at,
      runId,
      sessionId,
      rootSessionId,
      runtime,
      provider,
      model,
      profile,
      tag,
      usage,
      costUsd,
      usageReport,
      estimatedCostUsd: unreported.estimatedCostUsd,
    });
  }

  /** Dollars spent from a moment on, estimates of what was not reported included. */
  since(ms: number): number {
    // What is before the day in question never counts again.
    while (this.#unkept.length > 0 && this.#unkept[0]!.at < ms) this.#unkept.shift();
    const unkept = this.#unkept.reduce((sum, { costUsd }) => sum + costUsd, 0);
    return unkept + this.#store().spent({ sinceMs: ms });
  }

  /** Dollars of a session and of the subagents that its turns spawned. */
  ofSession(sessionId: string): number {
    return this.#store().spent({ sessionId });
  }
}

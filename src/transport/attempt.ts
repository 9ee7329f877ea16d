/** Keeps the record of one request from its start to its single end. */
import { attemptUsage, UNPAID, type WireUsage } from "../cost/attempt-usage.ts";
import type { AttemptRecord } from "../kernel/result.ts";
import type { Clock } from "./clock.ts";
import type { ClassifiedFailure, ScopeOptions } from "./transport.ts";

export interface OpenAttempt {
  /** Notes the status of the answer. */
  answered(status: number): void;
  /** Notes the first byte of the body; later calls do nothing. */
  firstByte(): void;
  /** Only the first call counts. */
  end(outcome: "ok" | "failed" | "aborted", wire: WireUsage, failure?: ClassifiedFailure): void;
}

/** Reports `started` at once and `ended` exactly once. */
export function openAttempt(
  scope: ScopeOptions,
  clock: Clock,
  given: { readonly index: number; readonly profile: string | null; readonly waitMs: number },
): OpenAttempt {
  const start = clock.elapsed();
  let ended = false;
  let record: AttemptRecord = {
    index: given.index,
    runtime: scope.runtime,
    provider: scope.provider.id,
    model: scope.model.id,
    profile: given.profile,
    // What is in a store when the process dies before the end.
    outcome: "aborted",
    reason: null,
    message: null,
    status: null,
    retryAfterMs: null,
    waitMs: given.waitMs,
    startedAt: clock.now(),
    durationMs: 0,
    firstByteMs: null,
    ...UNPAID,
  };
  scope.onAttempt("started", record);

  return {
    answered(status) {
      record = { ...record, status };
    },
    firstByte() {
      if (record.firstByteMs === null) record = { ...record, firstByteMs: clock.elapsed() - start };
    },
    end(outcome, wire, failure) {
      if (ended) return;
      ended = true;
      record = {
        ...record,
        ...attemptUsage(wire, outcome === "ok", scope.model.price),
        outcome,
        reason: outcome === "aborted" ? "aborted" : (failure?.kind ?? null),
        message: failure?.message || null,
        retryAfterMs: failure?.retryAfterMs ?? null,
        durationMs: clock.elapsed() - start,
      };
      scope.onAttempt("ended", record);
    },
  };
}

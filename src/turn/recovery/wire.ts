/**
 * The recovery on the wire: a request that failed before the engine saw a byte of an answer is sent again with another profile, or
 * after a wait. The engine notices nothing; each sending is an attempt.
 */
import type { ProfileRotation } from "../../auth/rotation.ts";
import type { EventBody } from "../../events/event.ts";
import { sentenceFor } from "../../failure/sentence.ts";
import type { ClassifiedFailure } from "../../transport/transport.ts";
import type { RetryBudget } from "./retry-budget.ts";

export interface WireRecoveryOptions {
  readonly rotation: ProfileRotation;
  readonly retries: RetryBudget;
  /** Whether the very same body is right for another profile; default true. */
  readonly mayRotate?: boolean;
  readonly emit: (body: EventBody) => void;
}

/** For `ScopeOptions.recover`. Another profile comes first, as it costs no wait; then a retry, within the turn's budget. */
export function wireRecovery({ rotation, retries, mayRotate = true, emit }: WireRecoveryOptions) {
  return async (failure: ClassifiedFailure): Promise<{ readonly waitMs: number } | null> => {
    const { kind } = failure;
    if (mayRotate && (await rotation.failed(failure))) {
      emit({
        type: "recovery",
        step: "rotate-profile",
        reason: kind,
        waitMs: 0,
        message: `${sentenceFor(failure)} Trying profile ${rotation.profile}.`,
      });
      return { waitMs: 0 };
    }
    const waitMs = retries.take(failure);
    if (waitMs === null) return null;
    const message = `${sentenceFor(failure)} Trying again in ${waitMs} ms.`;
    emit({ type: "recovery", step: "retry", reason: kind, waitMs, message });
    return { waitMs };
  };
}

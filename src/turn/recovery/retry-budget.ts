/** The one budget of a turn for trying again what failed in passing, on the wire and in the executor together. */
import type { ClassifiedFailure } from "../../transport/transport.ts";

export interface RetryLimits {
  /** Retries in one turn. */
  readonly max: number;
  /** Milliseconds before the first retry; doubles with each. */
  readonly baseMs: number;
  /** Milliseconds of one wait at most; a provider that asks for longer is not waited for. */
  readonly maxWaitMs: number;
}

/** Kinds that may pass by themselves. A rate limit does only when the provider says when. */
const TRANSIENT = new Set(["server_error", "network", "overloaded", "timeout"]);

export class RetryBudget {
  readonly #limits: RetryLimits;
  readonly #random: () => number;
  #used = 0;

  /** `random`: from 0 to 1, for jitter. */
  constructor(limits: RetryLimits, random: () => number = Math.random) {
    this.#limits = limits;
    this.#random = random;
  }

  /** Milliseconds to wait before trying again, and takes one retry; `null` when it is not worth it or nothing is left. */
  take(failure: Pick<ClassifiedFailure, "kind" | "retryAfterMs">): number | null {
    const { kind, retryAfterMs } = failure;
    const passes = TRANSIENT.has(kind) || (kind === "rate_limit" && retryAfterMs !== null);
    if (!passes || this.#used >= this.#limits.max) return null;
    if (retryAfterMs !== null && retryAfterMs > this.#limits.maxWaitMs) return null;
    const backoff = Math.min(this.#limits.baseMs * 2 ** this.#used, this.#limits.maxWaitMs);
    this.#used += 1;
    if (retryAfterMs !== null) return Math.max(retryAfterMs, 0);
    return Math.round(backoff * (0.75 + this.#random() * 0.5));
  }
}

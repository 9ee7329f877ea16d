/**
 * How often a call may report its progress. Each report is stored and goes to everybody who follows the run; a tool that reports without
 * end would fill the disk. What is reported is the progress so far, so the latest stands for all before it.
 */

/** Reports that pass at once. */
const BURST = 50;
/** Milliseconds between two reports once the burst is used up; it comes back at the same rate. */
const INTERVAL_MS = 250;

export interface ProgressTimer {
  /** Milliseconds that only go forward. */
  now(): number;
  /** Calls back once after so many milliseconds; does not keep the process alive. Returns how to call it off. */
  after(ms: number, run: () => void): () => void;
}

const realTimer: ProgressTimer = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};

/** For one call. */
export class ProgressGate<T> {
  readonly #pass: (report: T) => void;
  readonly #timer: ProgressTimer;
  #tokens = BURST;
  #at: number;
  #held: { readonly report: T } | null = null;
  #cancel: (() => void) | null = null;

  constructor(pass: (report: T) => void, timer: ProgressTimer = realTimer) {
    this.#pass = pass;
    this.#timer = timer;
    this.#at = timer.now();
  }

  /** Passes the report on, now or later, unless another one comes meanwhile. */
  report(report: T): void {
    this.#refill();
    if (this.#tokens >= 1 && this.#held === null) {
      this.#tokens -= 1;
      this.#pass(report);
      return;
    }
    this.#held = { report };
    this.#cancel ??= this.#timer.after(Math.max(1, (1 - this.#tokens) * INTERVAL_MS), () => this.#release());
  }

  /** The call has settled: the last report passes now, and none after it. */
  end(): void {
    this.#cancel?.();
    this.#cancel = null;
    const held = this.#held;
    this.#held = null;
    if (held !== null) this.#pass(held.report);
  }

  #release(): void {
    this.#cancel = null;
    this.#refill();
    const held = this.#held;
    this.#held = null;
    if (held === null) return;
    this.#tokens -= 1;
    this.#pass(held.report);
  }

  #refill(): void {
    const now = this.#timer.now();
    this.#tokens = Math.min(BURST, this.#tokens + (now - this.#at) / INTERVAL_MS);
    this.#at = now;
  }
}

/** When a server that failed may be started again. */

const FIRST_MS = 5_000;
const LONGEST_MS = 300_000;

export class Backoff {
  readonly #clock: () => number;
  /** Since the last call that was answered. */
  #failures = 0;
  #until = 0;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  get passed(): boolean {
    return this.#clock() >= this.#until;
  }

  /** Milliseconds since 1970; `null`: at once. */
  get until(): number | null {
    return this.passed ? null : this.#until;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#until = 0;
  }

  /** It did not start: 5 seconds, doubled with each failure, at most 5 minutes. */
  failed(): void {
    this.#failures += 1;
    this.#until = this.#clock() + Math.min(LONGEST_MS, FIRST_MS * 2 ** (this.#failures - 1));
  }

  /** It went away after it had been ready: at once the first time, as after a failed start when it keeps happening. */
  lost(): void {
    this.#failures += 1;
    if (this.#failures > 1)
      this.#until = this.#clock() + Math.min(LONGEST_MS, FIRST_MS * 2 ** (this.#failures - 2));
  }
}

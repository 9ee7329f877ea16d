/** Tells keys that answer a question from keys of somebody who is typing and has not seen it yet. */
import type { Clock } from "../../../transport/clock.ts";

/** Milliseconds without a key, and since the question came up, after which a key may answer. */
export const QUIET_MS = 1_000;
/** Milliseconds in which a digit is still the beginning of a text: nobody who is typing pauses that long after it. */
export const HOLD_MS = 650;

/** Milliseconds by which a timer may be late on a machine that has time for this process. */
export const LATE_MS = 100;
/** Milliseconds in which keys that wait in the terminal are read. */
export const READ_MS = 5;

/** Milliseconds between two looks whether this process still runs, and by which one may be late without a doubt about when a key came. */
const BEAT_MS = 100;
const STALL_MS = 300;

export class TypingGuard {
  readonly #clock: Clock;
  #since: number;
  #timer: (() => void) | undefined;
  #whenQuiet: (() => void) | undefined;
  #beat: { readonly at: number; readonly cancel: () => void } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#since = Number.NEGATIVE_INFINITY;
  }

  /** A key was typed, or something new is on the screen. */
  restart(): void {
    this.#since = this.#clock.elapsed();
  }

  /** Whether nothing was typed and nothing new was shown for long enough. */
  get quiet(): boolean {
    return this.#clock.elapsed() - this.#since >= QUIET_MS;
  }

  /** Calls once when it will have been quiet; replaces an earlier wish. */
  whenQuiet(run: () => void): void {
    this.#timer?.();
    this.#whenQuiet = run;
    const left = Math.max(0, this.#since + QUIET_MS - this.#clock.elapsed());
    this.#timer = this.#clock.after(left, run);
  }

  /**
   * To be called while keys may answer, and for each of them. A process that was kept from running learns late of what was typed, and
   * would take it for typed after a pause: so a time in which it did not run counts as typing.
   */
  watch(): void {
    const now = this.#clock.elapsed();
    if (this.#beat !== undefined && now - this.#beat.at > BEAT_MS + STALL_MS) {
      this.restart();
      if (this.#whenQuiet !== undefined) this.whenQuiet(this.#whenQuiet);
    }
    this.#beat?.cancel();
    this.#beat = { at: now, cancel: this.#clock.after(BEAT_MS, () => this.watch()) };
  }

  stop(): void {
    this.#timer?.();
    this.#beat?.cancel();
    this.#timer = undefined;
    this.#whenQuiet = undefined;
    this.#beat = undefined;
  }
}

/** One FIFO queue with a limit of how many hold it at once. */
import { TandemError } from "../kernel/errors.ts";

interface Waiter {
  readonly admit: () => void;
  readonly reject: (error: TandemError) => void;
}

/** A lane admits callers in order; each holder gives its place back exactly once. Single process, no locks. */
export class Lane {
  readonly name: string;
  readonly limit: number;
  #holders = 0;
  #waiting: Waiter[] = [];

  constructor(name: string, limit: number) {
    this.name = name;
    this.limit = limit;
  }

  /** Holders and waiters together. */
  get load(): number {
    return this.#holders + this.#waiting.length;
  }

  /**
   * Settles with a release function once a place is free. Rejects with TandemError `aborted` when the signal fires first, or
   * `lane_cleared` when the lane is cleared. `front`: before those that wait already.
   */
  enter(signal: AbortSignal, front = false): Promise<() => void> {
    if (signal.aborted)
      return Promise.reject(new TandemError({ code: "aborted", message: "Stopped before it started." }));
    if (this.#holders < this.limit && this.#waiting.length === 0) return Promise.resolve(this.#hold());
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        admit: () => {
          signal.removeEventListener("abort", onAbort);
          resolve(this.#hold());
        },
        reject: (error) => {
          signal.removeEventListener("abort", onAbort);
          reject(error);
        },
      };
      const onAbort = () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiter);
        waiter.reject(
          new TandemError({ code: "aborted", message: `Stopped while waiting in lane "${this.name}".` }),
        );
      };
      signal.addEventListener("abort", onAbort, { once: true });
      if (front) this.#waiting.unshift(waiter);
      else this.#waiting.push(waiter);
    });
  }

  /** Rejects everyone who waits; holders are left alone. Returns how many were rejected. */
  clear(): number {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const waiter of waiting) {
      waiter.reject(
        new TandemError({
          code: "lane_cleared",
          message: `Lane "${this.name}" was cleared while this turn waited.`,
        }),
      );
    }
    return waiting.length;
  }

  #hold(): () => void {
    this.#holders += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holders -= 1;
      if (this.#holders < this.limit) this.#waiting.shift()?.admit();
    };
  }
}

/** Keeps turns of one session in the order they came while each of them is still being checked, which takes unequal time. */

/** A place in the line. */
export interface Place {
  /** Settles when all who came before are through; `null`: nobody is before this one. */
  readonly turn: Promise<void> | null;
  /** Lets the next one go. Must be called, and may be called again. */
  through(): void;
}

/** One line for each key, gone when nobody is in it. Single process. */
export class ArrivalOrder {
  readonly #last = new Map<string, Promise<void>>();

  /** Takes a place; synchronous, so that the order is that of the calls. */
  enter(key: string): Place {
    const before = this.#last.get(key) ?? null;
    const { promise, resolve } = Promise.withResolvers<void>();
    const mine = before === null ? promise : before.then(() => promise);
    this.#last.set(key, mine);
    return {
      turn: before,
      through: () => {
        resolve();
        if (this.#last.get(key) === mine) this.#last.delete(key);
      },
    };
  }
}

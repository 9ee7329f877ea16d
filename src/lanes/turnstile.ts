/** Spreads turns that come all at once over the event loop, so that sockets, timers and other turns get theirs in between. */

/**
 * Lets one caller through in each round of the event loop, in the order they came. Who comes alone does not wait: its cost is one
 * `setImmediate`.
 */
export class Turnstile {
  readonly #waiting: (() => void)[] = [];
  #taken = false;

  pass(): Promise<void> | undefined {
    if (this.#taken) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#taken = true;
    setImmediate(this.#next);
    return undefined;
  }

  readonly #next = (): void => {
    const resolve = this.#waiting.shift();
    this.#taken = resolve !== undefined;
    if (resolve === undefined) return;
    setImmediate(this.#next);
    resolve();
  };
}

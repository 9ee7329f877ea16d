/** Gathers messages of a session until it is quiet. */
import type { Clock } from "../transport/clock.ts";
import type { Fate } from "./fate.ts";

/** Milliseconds without a further message after which the gathered ones are sent. */
export const COLLECT_QUIET_MS = 500;

interface Batch {
  readonly fates: Fate[];
  /** Calls off the timer; `null`: it has run out. */
  cancel: (() => void) | null;
}

export interface CollectorOptions {
  /** Must keep the process alive: what was gathered is not yet written anywhere. */
  readonly timers: Pick<Clock, "after">;
  /** Settles when the turns of the session that run or wait now have ended; `null`: there are none. */
  readonly idle: (sessionKey: string) => Promise<void> | null;
  readonly send: (sessionKey: string, fates: readonly Fate[]) => void;
}

export class Collector {
  readonly #options: CollectorOptions;
  readonly #batches = new Map<string, Batch>();

  constructor(options: CollectorOptions) {
    this.#options = options;
  }

  add(sessionKey: string, fate: Fate): void {
    const batch = this.#batches.get(sessionKey) ?? { fates: [], cancel: null };
    this.#batches.set(sessionKey, batch);
    batch.fates.push(fate);
    batch.cancel?.();
    batch.cancel = this.#options.timers.after(COLLECT_QUIET_MS, () => {
      batch.cancel = null;
      this.#sendWhenIdle(sessionKey, batch);
    });
  }

  /** Gives back what was gathered and not sent. */
  close(): Fate[] {
    const batches = [...this.#batches.values()];
    this.#batches.clear();
    for (const batch of batches) batch.cancel?.();
    return batches.flatMap((batch) => batch.fates);
  }

  #sendWhenIdle(sessionKey: string, batch: Batch): void {
    // Sent or closed meanwhile, or another message came and its timer runs.
    if (this.#batches.get(sessionKey) !== batch || batch.cancel !== null) return;
    const idle = this.#options.idle(sessionKey);
    if (idle !== null) {
      void idle.then(() => this.#sendWhenIdle(sessionKey, batch));
      return;
    }
    this.#batches.delete(sessionKey);
    this.#options.send(sessionKey, batch.fates);
  }
}

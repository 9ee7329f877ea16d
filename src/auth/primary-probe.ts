/**
 * Lets a resting primary be tried a little before its window ends, so that a turn with fallbacks comes back to it soon: at most
 * once in 30 seconds, within the last 2 minutes of the window.
 */
import type { Credentials } from "./credentials.ts";

export const PROBE_EVERY_MS = 30_000;
export const PROBE_WITHIN_MS = 120_000;

/** One for each Tandem: remembers when it probed. Processes on one store probe on their own. */
export class PrimaryProbes {
  readonly #clock: () => number;
  readonly #last = new Map<string, number>();

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** The resting profile to try now, and notes that it was; `null` when some profile is free or it is not time. */
  take(credentials: Credentials, provider: string, model: string): string | null {
    const now = this.#clock();
    const key = `${provider}/${model}`;
    if (now - (this.#last.get(key) ?? Number.NEGATIVE_INFINITY) < PROBE_EVERY_MS) return null;
    const resting: { readonly id: string; readonly until: number }[] = [];
    for (const { id, availability, leftOut, expired, refused } of credentials.profiles(provider, model)) {
      if (leftOut || expired || refused) continue;
      if (availability.state !== "cooling") return null;
      resting.push({ id, until: availability.until });
    }
    const soonest = resting.sort((a, b) => a.until - b.until)[0];
    if (soonest === undefined || soonest.until - now > PROBE_WITHIN_MS) return null;
    this.#last.set(key, now);
    return soonest.id;
  }
}

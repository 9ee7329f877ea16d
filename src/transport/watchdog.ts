/** Notices when a provider has gone silent. */
import type { Clock } from "./clock.ts";

export interface Watchdog {
  /** Somebody waits for the provider from now on; called again for every byte that arrives. */
  wait(): void;
  /** Nobody waits (the reader is behind), so silence is not the provider's. */
  rest(): void;
  stop(): void;
}

const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Calls `bite` once when `limitMs` pass in waiting. No limit when it is not a positive number below 2^31. One timer for the whole
 * response: a byte only notes the time.
 */
export function createWatchdog(clock: Clock, limitMs: number, bite: () => void): Watchdog {
  let waitingSince: number | null = null;
  let callOff: (() => void) | null = null;

  const arm = (ms: number) => {
    callOff = clock.after(ms, () => {
      const waited = waitingSince === null ? 0 : clock.elapsed() - waitingSince;
      // Timers may run a fraction of a millisecond early.
      if (waited + 1 < limitMs) return arm(limitMs - waited);
      callOff = null;
      bite();
    });
  };
  if (limitMs > 0 && limitMs <= LONGEST_TIMER) arm(limitMs);

  return {
    wait() {
      waitingSince = clock.elapsed();
    },
    rest() {
      waitingSince = null;
    },
    stop() {
      callOff?.();
      callOff = null;
    },
  };
}

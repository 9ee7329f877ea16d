/** A clock for cells: waits pass quickly, and the hands can be moved. */
import type { Clock } from "../../src/transport/clock.ts";

export interface CellClock extends Clock {
  /** Moves the time on; what became due meanwhile runs at once. */
  skip(ms: number): void;
}

/** Runs `speed` times as fast as the world. */
export function fastClock(speed: number): CellClock {
  const epoch = Date.now();
  const start = performance.now();
  let skipped = 0;
  const elapsed = () => (performance.now() - start) * speed + skipped;
  const waiting = new Map<() => void, { readonly due: number; timer: NodeJS.Timeout }>();
  return {
    now: () => Math.round(epoch + elapsed()),
    elapsed,
    after(ms, run) {
      const fire = () => {
        waiting.delete(fire);
        run();
      };
      const timer = setTimeout(fire, ms / speed).unref();
      waiting.set(fire, { due: elapsed() + ms, timer });
      return () => {
        clearTimeout(timer);
        waiting.delete(fire);
      };
    },
    skip(ms) {
      skipped += ms;
      for (const [fire, { due, timer }] of [...waiting]) {
        if (due > elapsed()) continue;
        clearTimeout(timer);
        fire();
      }
    },
  };
}

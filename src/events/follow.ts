/** Reading a run's events while they come, from this process or another. */
import type { TandemEvent } from "./event.ts";

/** What following needs of a log. */
export interface FollowableLog {
  read(runId: string, after: number, limit: number): TandemEvent[];
  last(runId: string): TandemEvent | null;
  subscribe(runId: string, listener: (events: readonly TandemEvent[]) => void): () => void;
  version(): number;
}

/** Milliseconds between looks for another process's events. */
export const POLL_MS = 50;
const PAGE = 1_000;
/** Events kept for a slow reader; with more waiting it reads them from the log instead. */
const MAX_WAITING = 10_000;

/**
 * Yields a run's events with seq > `after` in order, each once, and ends after its `lifecycle.end` or `lifecycle.error`, at once when
 * that is before the cursor, or without an error when `signal` aborts. A run that nobody has started yet is waited for.
 */
export async function* followRun(
  log: FollowableLog,
  runId: string,
  after: number,
  signal?: AbortSignal,
): AsyncGenerator<TandemEvent, void, undefined> {
  const changes = watch(log, runId, signal);
  let cursor = after;
  try {
    const last = log.last(runId);
    if (last !== null && last.seq <= cursor && endsRun(last)) return;
    while (!signal?.aborted) {
      const events = changes.take(cursor);
      for (const event of events) {
        if (event.seq <= cursor) continue;
        cursor = event.seq;
        yield event;
        if (endsRun(event) || signal?.aborted) return;
      }
      if (events.length === 0) await changes.wait();
    }
  } finally {
    changes.stop();
  }
}

/** Whether an event is a run's last. */
export function endsRun(event: TandemEvent): boolean {
  return event.type === "lifecycle.end" || event.type === "lifecycle.error";
}

interface Changes {
  /** Events after the cursor; none when there is nothing new. */
  take(cursor: number): readonly TandemEvent[];
  /** Settles when there may be something new, or on abort. Never rejects. */
  wait(): Promise<void>;
  stop(): void;
}

function watch(log: FollowableLog, runId: string, signal: AbortSignal | undefined): Changes {
  let waiting: TandemEvent[] = [];
  /** The log may hold events that did not come by subscription. */
  let behind = true;
  let version: number | null = null;
  let wake = () => {};
  const unsubscribe = log.subscribe(runId, (events) => {
    if (waiting.length + events.length > MAX_WAITING) {
      waiting = [];
      behind = true;
    } else {
      for (const event of events) waiting.push(event);
    }
    wake();
  });
  const onAbort = () => wake();
  signal?.addEventListener("abort", onAbort);
  return {
    take(cursor) {
      const pushed = waiting;
      waiting = [];
      if (!behind && pushed[0] !== undefined && pushed[0].seq <= cursor + 1) return pushed;
      const current = log.version();
      if (!behind && pushed.length === 0 && current === version) return [];
      version = current;
      const page = log.read(runId, cursor, PAGE);
      behind = page.length === PAGE;
      return page;
    },
    async wait() {
      if (waiting.length > 0 || signal?.aborted) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      const timer = setTimeout(resolve, POLL_MS);
      await promise;
      clearTimeout(timer);
    },
    stop() {
      unsubscribe();
      signal?.removeEventListener("abort", onAbort);
    },
  };
}

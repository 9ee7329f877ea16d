/** A turn's hold on its session against other processes: taken after the lanes, renewed while the turn runs, given back at its end. */
import { TandemError } from "../kernel/errors.ts";
import type { LeaseStore } from "../sessions/store.ts";
import type { Clock } from "../transport/clock.ts";
import type { LaneWait } from "./lanes.ts";

/** Milliseconds between looks at a session that another process holds. */
const POLL_MS = 50;

/** What to do when a turn of another process holds the session. */
export type WhenBusy = "wait" | "fail";

export interface SessionLeaseOptions {
  readonly leases: LeaseStore;
  readonly sessionId: string;
  readonly sessionKey: string;
  /** The run's id; what it writes carries it, so that the store refuses a run that lost its session. */
  readonly fence: string;
  readonly whenBusy: WhenBusy;
  /** Milliseconds after which the session of a process that no longer answers is free. */
  readonly ttlMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told at once when it has to wait, and when the wait is over. */
  readonly onWait: (wait: LaneWait) => void;
  /** Another process has taken the session over: this one was silent for longer than `ttlMs`. */
  readonly onLost: (error: TandemError) => void;
}

/**
 * Settles with a release function, which never throws, once the session is this run's. Rejects with TandemError `session_busy`
 * (retryable, with owner and expiry) when another holds it and `whenBusy` is `fail`, or with the signal's reason when that fires
 * first. Who waits is not queued: of several processes that wait, any may be next.
 */
export async function leaseSession(options: SessionLeaseOptions): Promise<() => void> {
  const { leases, sessionId, fence, ttlMs, clock } = options;
  const startedAt = clock.elapsed();
  let waited = false;
  const tell = (state: LaneWait["state"], holder?: string) =>
    options.onWait({
      lane: options.sessionKey,
      state,
      waitedMs: Math.round(clock.elapsed() - startedAt),
      ahead: state === "waiting" ? 1 : 0,
      ...(holder === undefined ? {} : { holder }),
    });
  for (;;) {
    options.signal.throwIfAborted();
    // Who already waits looks before it tries: a try writes.
    const held = waited ? leases.holder(sessionId) : null;
    const taken =
      held === null || held.owner === fence
        ? leases.acquire(sessionId, fence, ttlMs)
        : { ok: false, ...held };
    if (taken.ok) break;
    const { owner, expiresAt } = taken as Extract<typeof taken, { ok: false }>;
    if (options.whenBusy === "fail") throw sessionBusy(options.sessionKey, owner, expiresAt);
    if (!waited) tell("waiting", owner);
    waited = true;
    await pause(clock, POLL_MS, options.signal);
  }
  if (waited) tell("admitted");
  const stopRenewing = keepRenewing(options);
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    stopRenewing();
    try {
      leases.release(sessionId, fence);
    } catch {
      // It runs out by itself, and with the process.
    }
  };
}

/** The error for a session that a turn of another process holds. */
export function sessionBusy(sessionKey: string, owner: string, expiresAt: number): TandemError {
  return new TandemError({
    code: "session_busy",
    message: `Another process runs a turn of session "${sessionKey}" (run ${owner}).`,
    remediation: "Wait for the end of that turn, or stop it, and try again.",
    retryable: true,
    details: { owner, expiresAt },
  });
}

function keepRenewing({ leases, sessionId, fence, ttlMs, clock, onLost }: SessionLeaseOptions): () => void {
  let cancel: () => void;
  const renew = () => {
    cancel = clock.after(ttlMs / 3, renew);
    try {
      if (leases.renew(sessionId, fence, ttlMs)) return;
    } catch {
      // The store cannot be written now; the next entry says so, and a later renewal may still be in time.
      return;
    }
    cancel();
    const message = "Another process took this session over while this one did not answer.";
    const remediation = "Send the message again: it continues from what the other process has written.";
    const details = { sessionId };
    onLost(new TandemError({ code: "session_busy", message, remediation, retryable: true, details }));
  };
  cancel = clock.after(ttlMs / 3, renew);
  return () => cancel();
}

/** Settles after `ms`, or at once when the signal fires. */
function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      cancel();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const cancel = clock.after(ms, done);
    signal.addEventListener("abort", done, { once: true });
  });
}

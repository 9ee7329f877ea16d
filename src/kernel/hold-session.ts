/** A turn takes its session for itself: no other process writes to it until the turn gives it back. */
import { leaseSession } from "../lanes/session-lease.ts";
import type { SessionInfo, Store } from "../sessions/store.ts";
import type { Clock } from "../transport/clock.ts";
import { TandemError } from "./errors.ts";
import type { Run } from "./run.ts";

export interface HoldDeps {
  readonly store: () => Store;
  /** Milliseconds after which the session of a process that no longer answers is free. */
  readonly leaseMs: number;
  readonly time: Clock;
}

export interface HeldSession {
  /** What the turn's entries are written with; `undefined`: the store could not keep the lease, and would refuse a fence. */
  readonly fence: string | undefined;
  /** Never throws. */
  release(): void;
}

const NOT_HELD: HeldSession = { fence: undefined, release: () => {} };

/**
 * Called with the session's lane held; also ends what a dead process left in the session. Rejects with TandemError `session_busy`, or
 * with why the run was stopped. A store that cannot be written is a warning: it costs no reply.
 */
export async function holdSession(
  deps: HoldDeps,
  run: Run,
  session: SessionInfo | null,
): Promise<HeldSession> {
  if (session === null) return NOT_HELD;
  const { events, controller, runId } = run;
  const warn = (cause: unknown) => {
    const error = TandemError.from(cause, "state_persist_failed");
    if (error.kind !== "state_persist_failed") throw error;
    events.publish({ type: "warning", code: "state_persist_failed", message: error.message });
  };
  const store = deps.store();
  let release: () => void;
  try {
    release = await leaseSession({
      leases: store.leases,
      sessionId: session.id,
      sessionKey: session.key,
      fence: runId,
      whenBusy: run.request.whenBusy ?? "wait",
      ttlMs: deps.leaseMs,
      clock: deps.time,
      signal: controller.signal,
      onWait: (wait) => events.publish({ type: "queue", ...wait }),
      onLost: (error) => controller.abort(error),
    });
  } catch (error) {
    warn(error);
    return NOT_HELD;
  }
  try {
    store.runs.endAbandoned(session.id);
  } catch (error) {
    warn(error);
  }
  return { fence: runId, release };
}

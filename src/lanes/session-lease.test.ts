import { expect, test } from "vitest";
import type { TandemError } from "../kernel/errors.ts";
import { openStore } from "../sessions/sqlite/open.ts";
import { KEY, temporaryHome } from "../sessions/sqlite/store.fixture.ts";
import type { LaneWait } from "./lanes.ts";
import { leaseSession, type WhenBusy } from "./session-lease.ts";

const TTL_MS = 900;

/** Two processes' connections to one session, and time that is turned by hand. */
function rivals() {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  const clock = {
    now: () => now,
    elapsed: () => now,
    after(ms: number, run: () => void) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  };
  const home = temporaryHome();
  const stores = [openStore({ home, clock: clock.now }), openStore({ home, clock: clock.now })] as const;
  const { id } = stores[0].sessions.openSession(KEY, "main");
  const waits: LaneWait[] = [];
  const lost: TandemError[] = [];
  return {
    id,
    stores,
    waits,
    lost,
    take(store: 0 | 1, fence: string, whenBusy: WhenBusy = "wait", signal = new AbortController().signal) {
      return leaseSession({
        leases: stores[store].leases,
        sessionId: id,
        sessionKey: KEY,
        fence,
        whenBusy,
        ttlMs: TTL_MS,
        clock,
        signal,
        onWait: (wait) => waits.push(wait),
        onLost: (error) => lost.push(error),
      });
    },
    /** Goes on, running what is due unless the process stands still. */
    async pass(ms: number, stalled = false) {
      now += ms;
      const due = stalled ? [] : [...timers].filter((timer) => timer.at <= now);
      for (const timer of due) {
        timers.delete(timer);
        timer.run();
      }
      await new Promise(setImmediate);
    },
  };
}

test("a held session is waited for and told, or refused with owner and expiry", async () => {
  const { take, pass, waits } = rivals();
  const release = await take(0, "run-a");
  await expect(take(1, "run-b", "fail")).rejects.toMatchObject({
    code: "session_busy",
    retryable: true,
    details: { owner: "run-a", expiresAt: TTL_MS },
  });
  expect(waits).toEqual([]);
  const waiting = take(1, "run-b");
  expect(waits).toEqual([{ lane: KEY, state: "waiting", waitedMs: 0, ahead: 1, holder: "run-a" }]);
  release();
  await pass(50);
  (await waiting)();
  expect(waits[1]).toEqual({ lane: KEY, state: "admitted", waitedMs: 50, ahead: 0 });
});

test("it is renewed as long as it is held, however long that is", async () => {
  const { take, pass, stores, id } = rivals();
  const release = await take(0, "run-a");
  for (let n = 0; n < 12; n++) await pass(TTL_MS / 3);
  expect(stores[1].leases.holder(id)?.owner).toBe("run-a");
  release();
  expect(stores[1].leases.holder(id)).toBeNull();
});

test("an owner that stood still is replaced after its time, and learns it when it wakes", async () => {
  const { take, pass, lost } = rivals();
  await take(0, "run-a");
  await pass(TTL_MS, true);
  await take(1, "run-b");
  expect(lost).toEqual([]);
  await pass(1);
  expect(lost).toMatchObject([{ code: "session_busy", retryable: true }]);
});

test("a stop ends the wait with its reason", async () => {
  const { take, pass } = rivals();
  await take(0, "run-a");
  const stop = new AbortController();
  const refused = expect(take(1, "run-b", "wait", stop.signal)).rejects.toThrow("enough");
  stop.abort(new Error("enough"));
  await pass(0);
  await refused;
});

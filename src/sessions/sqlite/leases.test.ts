import { describe, expect, it } from "vitest";
import { openStore } from "./open.ts";
import { KEY, temporaryHome, user } from "./store.fixture.ts";

/** Two connections to one folder, as two processes have them, and a clock to turn by hand. */
function rivals() {
  const time = { now: 1_000 };
  const home = temporaryHome();
  const [a, b] = [openStore({ home, clock: () => time.now }), openStore({ home, clock: () => time.now })];
  const { id } = a.sessions.openSession(KEY, "main");
  return { a, b, id, time };
}

describe("leases", () => {
  it("keep a session for their owner until they run out, and tell others whose it is", () => {
    const { a, b, id, time } = rivals();
    expect(a.leases.acquire(id, "run-a", 100)).toEqual({ ok: true });
    expect(b.leases.acquire(id, "run-b", 100)).toEqual({ ok: false, owner: "run-a", expiresAt: 1_100 });
    time.now = 1_050;
    expect(a.leases.acquire(id, "run-a", 100)).toEqual({ ok: true });
    time.now = 1_149;
    expect(b.leases.acquire(id, "run-b", 100).ok).toBe(false);
    time.now = 1_150;
    expect(b.leases.acquire(id, "run-b", 100)).toEqual({ ok: true });
  });

  it("are renewed and released by their owner only", () => {
    const { a, b, id, time } = rivals();
    a.leases.acquire(id, "run-a", 100);
    expect(b.leases.renew(id, "run-b", 100)).toBe(false);
    b.leases.release(id, "run-b");
    expect(b.leases.acquire(id, "run-b", 100).ok).toBe(false);
    time.now = 1_500;
    expect(a.leases.renew(id, "run-a", 100)).toBe(true);
    expect(b.leases.acquire(id, "run-b", 100).ok).toBe(false);
    a.leases.release(id, "run-a");
    expect(b.leases.acquire(id, "run-b", 100)).toEqual({ ok: true });
  });

  it("fence off an owner that another has replaced, even in the middle of its turn", () => {
    const { a, b, id, time } = rivals();
    a.leases.acquire(id, "run-a", 100);
    a.sessions.append(id, [user("one", "run-a")], "run-a");
    time.now = 1_200;
    a.sessions.append(id, [user("late, but nobody else came", "run-a")], "run-a");
    b.leases.acquire(id, "run-b", 100);
    expect(() => a.sessions.append(id, [user("stale", "run-a")], "run-a")).toThrow(
      expect.objectContaining({ code: "session_busy", details: { sessionId: id, owner: "run-b" } }),
    );
    b.sessions.append(id, [user("two", "run-b")], "run-b");
    b.leases.release(id, "run-b");
    expect(() => b.sessions.append(id, [user("after release", "run-b")], "run-b")).toThrow(
      expect.objectContaining({ code: "session_busy" }),
    );
    expect(b.sessions.entries(id).map((entry) => entry.runId)).toEqual(["run-a", "run-a", "run-b"]);
  });
});

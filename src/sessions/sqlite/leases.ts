/** Leases: who may write a session. Expiry is by the store's clock, so processes on one machine agree. */
import type { Database } from "better-sqlite3";
import type { LeaseStore } from "../store.ts";
import { orFail } from "./failure.ts";

interface LeaseRow {
  readonly owner: string;
  readonly expires_at: number;
}

export function leaseTable(db: Database, clock: () => number): LeaseStore {
  const get = db.prepare<[string], LeaseRow>("select owner, expires_at from leases where session_id = ?");
  const put = db.prepare(
    `insert into leases (session_id, owner, expires_at) values (?, ?, ?)
     on conflict (session_id) do update set owner = excluded.owner, expires_at = excluded.expires_at`,
  );
  const renew = db.prepare("update leases set expires_at = ? where session_id = ? and owner = ?");
  const release = db.prepare("delete from leases where session_id = ? and owner = ?");

  const acquire = db.transaction((sessionId: string, fence: string, ttlMs: number) => {
    const now = clock();
    const held = get.get(sessionId);
    if (held !== undefined && held.owner !== fence && held.expires_at > now) {
      return { ok: false, owner: held.owner, expiresAt: held.expires_at } as const;
    }
    put.run(sessionId, fence, now + ttlMs);
    return { ok: true } as const;
  });

  return {
    acquire: (sessionId, fence, ttlMs) =>
      orFail(db, "take the session's lease", () => acquire.immediate(sessionId, fence, ttlMs)),
    // Also after it ran out, as long as nobody took it: a stalled owner that comes back in time goes on.
    renew: (sessionId, fence, ttlMs) =>
      orFail(db, "renew the session's lease", () => renew.run(clock() + ttlMs, sessionId, fence).changes > 0),
    release: (sessionId, fence) =>
      orFail(db, "release the session's lease", () => void release.run(sessionId, fence)),
  };
}

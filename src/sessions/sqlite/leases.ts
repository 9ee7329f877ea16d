/**
 * Leases: who may write a session. Expiry is by the store's clock, so processes on one machine agree; a lease whose process has
 * ended is over at once.
 */
import type { Database } from "better-sqlite3";
import { isGone } from "../../process/identity.ts";
import type { LeaseStore } from "../store.ts";
import { orFail } from "./failure.ts";

interface LeaseRow {
  readonly owner: string;
  readonly expires_at: number;
  readonly process: string | null;
}

/** `self`: this process's name, asked for when it is first needed. */
export function leaseTable(db: Database, clock: () => number, self: () => string): LeaseStore {
  const get = db.prepare<[string], LeaseRow>(
    "select owner, expires_at, process from leases where session_id = ?",
  );
  const put = db.prepare(
    `insert into leases (session_id, owner, expires_at, process) values (?, ?, ?, ?)
     on conflict (session_id) do update set
       owner = excluded.owner, expires_at = excluded.expires_at, process = excluded.process`,
  );
  const renew = db.prepare("update leases set expires_at = ? where session_id = ? and owner = ?");
  // The row stays: a session is held again and again, and a row that changes costs half of one that comes and goes.
  const release = db.prepare(
    "update leases set owner = '', expires_at = 0 where session_id = ? and owner = ?",
  );

  function holder(sessionId: string): { readonly owner: string; readonly expiresAt: number } | null {
    const row = get.get(sessionId);
    if (row === undefined || row.expires_at <= clock()) return null;
    if (row.process !== null && row.process !== self() && isGone(row.process)) return null;
    return { owner: row.owner, expiresAt: row.expires_at };
  }

  const acquire = db.transaction((sessionId: string, fence: string, ttlMs: number) => {
    const held = holder(sessionId);
    if (held !== null && held.owner !== fence) return { ok: false, ...held } as const;
    put.run(sessionId, fence, clock() + ttlMs, self());
    return { ok: true } as const;
  });

  return {
    acquire: (sessionId, fence, ttlMs) =>
      orFail(db, "take the session's lease", () => acquire.immediate(sessionId, fence, ttlMs)),
    // Also after it ran out, as long as nobody took it: a stalled owner that comes back in time continues.
    renew: (sessionId, fence, ttlMs) =>
      orFail(db, "renew the session's lease", () => renew.run(clock() + ttlMs, sessionId, fence).changes > 0),
    release: (sessionId, fence) =>
      orFail(db, "release the session's lease", () => void release.run(sessionId, fence)),
    holder: (sessionId) => orFail(db, "read the session's lease", () => holder(sessionId)),
  };
}

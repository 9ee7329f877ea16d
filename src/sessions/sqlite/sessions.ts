/** Sessions and the keys that point at them. */
import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import { TandemError } from "../../kernel/errors.ts";
import { parseSessionKey } from "../session-key.ts";
import type { LeaseStore, PastEntry, SessionInfo, SessionOrigin, SessionStore } from "../store.ts";
import { entryTable } from "./entries.ts";
import { orFail } from "./failure.ts";
import { sessionSearch } from "./search.ts";
import { noSuchSession, type SessionRow, sessionInfo } from "./session-row.ts";

export function sessionTable(
  db: Database,
  clock: () => number,
  leases: Pick<LeaseStore, "holder">,
): SessionStore {
  const { append, appendPast, entries, lastCustom, blobs } = entryTable(db, clock);
  const byId = db.prepare<[string], SessionRow>("select * from sessions where id = ?");
  const byKey = db.prepare<[string], SessionRow>(
    // Ten times as fast as the join.
    "select * from sessions where id = (select session_id from session_keys where key = ?)",
  );
  const list = db.prepare<[ListParameters], SessionRow>(
    `select * from sessions where (@agentId is null or agent_id = @agentId)
       and (@workspaceDir is null or workspace_dir = @workspaceDir) and (@spawned or spawned_by is null)
     order by updated_at desc, id desc limit @limit offset @offset`,
  );
  const insert = db.prepare(
    `insert into sessions (id, key, agent_id, spawned_by, workspace_dir, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?)`,
  );
  const point = db.prepare(
    "insert into session_keys (key, session_id) values (?, ?) on conflict (key) do update set session_id = excluded.session_id",
  );
  const begin = db.prepare("update sessions set title = ?, created_at = ? where id = ?");
  const setTitle = db.prepare("update sessions set title = ? where id = ?");
  const setWorkspaceDir = db.prepare("update sessions set workspace_dir = ? where id = ?");
  const setPromptParts = db.prepare("update sessions set prompt_parts = ? where id = ?");
  const removals = [
    "delete from event_chunks where run_id in (select run_id from runs where session_id = ?)",
    "delete from runs where session_id = ?",
    "delete from leases where session_id = ?",
    // Entries, their references to images, and the key follow by cascade.
    "delete from sessions where id = ?",
  ].map((statement) => db.prepare<[string]>(statement));

  function make(key: string, agentId: string, from: SessionOrigin = {}): SessionInfo {
    const id = randomUUID();
    const now = clock();
    insert.run(id, key, agentId, from.spawnedBy ?? null, from.workspaceDir ?? null, now, now);
    point.run(key, id);
    return sessionInfo(byId.get(id) as SessionRow);
  }

  /** Inside the transaction of what it guards, so that no turn can begin in between. */
  function refuseHeld(id: string): void {
    const held = leases.holder(id);
    if (held !== null) throw inUse(id, held.owner);
  }

  const open = db.transaction((key: string, agentId: string, from: SessionOrigin): SessionInfo => {
    const row = byKey.get(key);
    return row === undefined ? make(key, agentId, from) : sessionInfo(row);
  });
  const reset = db.transaction((key: string): SessionInfo => {
    const old = byKey.get(key);
    if (old !== undefined) refuseHeld(old.id);
    return make(key, old?.agent_id ?? parseSessionKey(key)?.agentId ?? "main");
  });
  const create = db.transaction((session: NewSession, past: readonly PastEntry[]): SessionInfo => {
    if (byKey.get(session.key) !== undefined) throw keyTaken(session.key);
    const { id, createdAt } = make(session.key, session.agentId, { workspaceDir: session.workspaceDir });
    begin.run(session.title, past[0]?.createdAt ?? createdAt, id);
    appendPast(id, past);
    return sessionInfo(byId.get(id) as SessionRow);
  });
  const remove = db.transaction((id: string): boolean => {
    if (byId.get(id) === undefined) return false;
    refuseHeld(id);
    const images = blobs.ofSession(id);
    for (const removal of removals) removal.run(id);
    blobs.prune(images);
    return true;
  });

  return {
    append,
    entries,
    lastCustom,
    search: sessionSearch(db),
    createSession: (session, past) => orFail(db, "store the session", () => create.immediate(session, past)),
    openSession: (key, agentId, from = {}) =>
      orFail(db, "open the session", () => {
        const row = byKey.get(key);
        return row === undefined ? open.immediate(key, agentId, from) : sessionInfo(row);
      }),
    getSession: (id) => orFail(db, "read the session", () => infoOf(byId.get(id))),
    findByKey: (key) => orFail(db, "read the session", () => infoOf(byKey.get(key))),
    listSessions: ({ limit = -1, offset = 0, agentId, workspaceDir, withoutSpawned = false } = {}) =>
      orFail(db, "list the sessions", () =>
        list
          .all({
            limit,
            offset,
            agentId: agentId ?? null,
            workspaceDir: workspaceDir ?? null,
            spawned: withoutSpawned ? 0 : 1,
          })
          .map(sessionInfo),
      ),
    resetSession: (key) => orFail(db, "reset the session", () => reset.immediate(key)),
    deleteSession: (id) => orFail(db, "delete the session", () => remove.immediate(id)),
    setTitle: (id, title) =>
      orFail(db, "rename the session", () => {
        if (setTitle.run(title, id).changes === 0) throw noSuchSession(id);
      }),
    setWorkspaceDir: (id, folder) =>
      orFail(db, "update the session", () => {
        if (setWorkspaceDir.run(folder, id).changes === 0) throw noSuchSession(id);
      }),
    setPromptParts: (id, parts) =>
      orFail(db, "update the session", () => {
        if (setPromptParts.run(JSON.stringify(parts), id).changes === 0) throw noSuchSession(id);
      }),
  };
}

type NewSession = Parameters<SessionStore["createSession"]>[0];

interface ListParameters {
  readonly limit: number;
  readonly offset: number;
  readonly agentId: string | null;
  readonly workspaceDir: string | null;
  /** 1: also those of subagents. */
  readonly spawned: 0 | 1;
}

function infoOf(row: SessionRow | undefined): SessionInfo | null {
  return row === undefined ? null : sessionInfo(row);
}

function keyTaken(key: string): TandemError {
  return new TandemError({
    code: "validation_failed",
    field: "key",
    message: `The key ${key} has a session already.`,
    remediation: "Choose another name.",
    details: { key },
  });
}

function inUse(sessionId: string, owner: string): TandemError {
  return new TandemError({
    code: "session_busy",
    message: "A turn of this session is running.",
    remediation: "Stop the turn, or wait for its end.",
    retryable: true,
    details: { sessionId, owner },
  });
}

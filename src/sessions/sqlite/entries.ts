/** Appending to a transcript and reading it: the hot path, on prepared statements. */
import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import { TandemError } from "../../kernel/errors.ts";
import type { CustomEntry, Entry, EntryDraft } from "../entry.ts";
import type { PastEntry, SessionStore } from "../store.ts";
import { type BlobTable, blobTable } from "./blobs.ts";
import { decodeRow, ENTRY_COLUMNS, type EntryRow, encodeDraft } from "./entry-codec.ts";
import { isDuplicate, orFail } from "./failure.ts";
import { noSuchSession, type SessionRow } from "./session-row.ts";

type Encoded = ReturnType<typeof encodeDraft> & {
  readonly draft: EntryDraft;
  /** When it was made, for an entry from elsewhere. */
  readonly past?: number;
};

export interface EntryTable extends Pick<SessionStore, "append" | "entries" | "lastCustom"> {
  /** Entries from elsewhere, with their own times. Inside the caller's transaction. */
  appendPast(sessionId: string, past: readonly PastEntry[]): void;
  readonly blobs: BlobTable;
}

export function entryTable(db: Database, clock: () => number): EntryTable {
  const blobs = blobTable(db);
  const sessionRow = db.prepare<[string], SessionRow>("select * from sessions where id = ?");
  const ownerOf = db.prepare<[string], string>("select owner from leases where session_id = ?").pluck();
  const insert = db.prepare(
    "insert into entries (session_id, seq, id, parent_id, run_id, type, created_at, body) values (?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const seqOf = db
    .prepare<[string, string], number>("select seq from entries where session_id = ? and id = ?")
    .pluck();
  const update = db.prepare(
    `update sessions set updated_at = @updated_at, entry_count = @entry_count, head_id = @head_id,
       history_from = @history_from, runtime = @runtime, provider = @provider, model = @model
     where id = @id`,
  );
  const range = db
    .prepare<[string, number, number], EntryRow>(
      `select ${ENTRY_COLUMNS} from entries where session_id = ? and seq > ? order by seq limit ?`,
    )
    .raw();
  const custom = db
    .prepare<[string, string], EntryRow>(
      `select ${ENTRY_COLUMNS} from entries where session_id = ? and type = 'custom' and json_extract(body, '$.name') = ?
       order by seq desc limit 1`,
    )
    .raw();
  const historyFrom = db.prepare<[string], number>("select history_from from sessions where id = ?").pluck();

  const appendAll = db.transaction(
    (sessionId: string, encoded: readonly Encoded[], fence?: string): Entry[] => {
      const found = sessionRow.get(sessionId);
      if (fence !== undefined) checkFence(sessionId, fence, ownerOf.get(sessionId));
      if (found === undefined) throw noSuchSession(sessionId);
      const now = clock();
      let session = found;
      const entries: Entry[] = [];
      for (const { draft, body, blobs: images, past } of encoded) {
        const createdAt = past ?? now;
        const id = draft.id ?? randomUUID();
        const seq = session.entry_count + 1;
        const parentId = session.head_id;
        insert.run(sessionId, seq, id, parentId, draft.runId, draft.type, createdAt, body);
        if (images.length > 0) blobs.refer(id, images);
        entries.push({ ...draft, id, sessionId, seq, parentId, createdAt } as Entry);
        session = {
          ...after(session, draft, seqInSession),
          entry_count: seq,
          head_id: id,
          updated_at: now,
        };
      }
      update.run(session);
      return entries;

      function seqInSession(entryId: string): number | undefined {
        return seqOf.get(sessionId, entryId);
      }
    },
  );

  return {
    blobs,
    appendPast: (sessionId, past) =>
      void appendAll(
        sessionId,
        past.map(({ createdAt, ...draft }) => ({ draft, past: createdAt, ...encodeDraft(draft) })),
      ),
    append: (sessionId, drafts, fence) =>
      orFail(db, "append to the session", () => {
        const encoded = drafts.map((draft) => ({ draft, ...encodeDraft(draft) }));
        try {
          return appendAll.immediate(sessionId, encoded, fence);
        } catch (error) {
          throw isDuplicate(error) ? duplicateId(error) : error;
        }
      }),
    lastCustom: (sessionId, name) =>
      orFail(db, "read the session", () => {
        const row = custom.get(sessionId, name);
        return row === undefined ? null : (decodeRow(sessionId, row, blobs.base64) as CustomEntry);
      }),
    entries: (sessionId, options = {}) =>
      orFail(db, "read the session", () => {
        const from = options.fromLastCompaction ? (historyFrom.get(sessionId) ?? 1) - 1 : 0;
        const rows = range.all(sessionId, Math.max(from, options.afterSeq ?? 0), options.limit ?? -1);
        const images = new Map<string, string>();
        return rows.map((row) => decodeRow(sessionId, row, (sha256) => onceIn(images, sha256, blobs.base64)));
      }),
  };
}

/** What an entry changes on its session, beside the head. What a session has cost comes from the ledger of paid calls. */
function after(
  session: SessionRow,
  draft: EntryDraft,
  seqOf: (entryId: string) => number | undefined,
): SessionRow {
  switch (draft.type) {
    case "assistant": {
      const { origin } = draft.message;
      return {
        ...session,
        // What the session is set to comes from `change` entries: a fallback's answer does not pin the next turn to it.
        runtime: session.runtime ?? origin.runtime,
        provider: session.provider ?? origin.provider,
        model: session.model ?? origin.model,
      };
    }
    case "change":
      return { ...session, runtime: draft.runtime, provider: draft.provider, model: draft.model };
    case "compaction": {
      const through = seqOf(draft.throughEntryId);
      if (through !== undefined) return { ...session, history_from: through + 1 };
      throw new TandemError({
        code: "validation_failed",
        field: "throughEntryId",
        message: `The compaction ends at entry ${draft.throughEntryId}, which the session does not have.`,
      });
    }
    default:
      return session;
  }
}

/**
 * A lease that ran out but that nobody else took still owns the session: this transaction excludes every other writer, so
 * nothing can have come between.
 */
function checkFence(sessionId: string, fence: string, owner: string | undefined): void {
  if (owner === fence) return;
  throw new TandemError({
    code: "session_busy",
    message:
      owner === undefined
        ? "This run no longer owns its session."
        : `This run no longer owns its session: run ${owner} has taken it over.`,
    details: { sessionId, owner: owner ?? null },
  });
}

function duplicateId(cause: unknown): TandemError {
  return new TandemError({
    code: "validation_failed",
    field: "id",
    message: "An entry with this id is already stored.",
    cause,
  });
}

function onceIn(known: Map<string, string>, key: string, make: (key: string) => string): string {
  const found = known.get(key) ?? make(key);
  known.set(key, found);
  return found;
}

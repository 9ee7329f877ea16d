/** Image bytes, each stored once, however many entries refer to it. */
import type { Database } from "better-sqlite3";
import { TandemError } from "../../kernel/errors.ts";
import type { Blob } from "./entry-codec.ts";

export interface BlobTable {
  /** Keeps the bytes and notes that the entry refers to them. Inside the caller's transaction. */
  refer(entryId: string, blobs: readonly Blob[]): void;
  /** Base64 of the bytes. Throws TandemError `store_corrupt` when they are gone. */
  base64(sha256: string): string;
  /** Hashes that the session's entries refer to. */
  ofSession(sessionId: string): string[];
  /** Deletes those of the hashes that no entry refers to any more. */
  prune(hashes: readonly string[]): void;
}

export function blobTable(db: Database): BlobTable {
  const keep = db.prepare("insert into blobs (sha256, bytes) values (?, ?) on conflict (sha256) do nothing");
  const note = db.prepare(
    "insert into entry_blobs (entry_id, sha256) values (?, ?) on conflict (entry_id, sha256) do nothing",
  );
  const bytes = db.prepare<[string], Buffer>("select bytes from blobs where sha256 = ?").pluck();
  const ofSession = db
    .prepare<[string], string>(
      "select distinct sha256 from entry_blobs join entries on entries.id = entry_id where session_id = ?",
    )
    .pluck();
  const prune = db.prepare(
    "delete from blobs where sha256 = ? and not exists (select 1 from entry_blobs where entry_blobs.sha256 = blobs.sha256)",
  );
  return {
    refer(entryId, blobs) {
      for (const blob of blobs) {
        keep.run(blob.sha256, blob.bytes);
        note.run(entryId, blob.sha256);
      }
    },
    base64(sha256) {
      const found = bytes.get(sha256);
      if (found === undefined) {
        throw new TandemError({
          code: "store_corrupt",
          message: `An image of this session is missing from the store (${sha256}).`,
          remediation: "Start a fresh session with `/new`; the other entries can still be read.",
          retryable: false,
        });
      }
      return found.toString("base64");
    },
    ofSession: (sessionId) => ofSession.all(sessionId),
    prune(hashes) {
      for (const sha256 of hashes) prune.run(sha256);
    },
  };
}

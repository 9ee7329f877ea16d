/**
 * The first schema. Only types Postgres has too: text ids, `bigint` milliseconds and counts, `double precision` dollars, JSON as
 * text. The bytes column is the one exception (`blob` here, `bytea` there).
 */
import type { Kysely } from "kysely";
import type { Step } from "./step.ts";

const USAGE = ["input", "output", "cache_read", "cache_write", "reasoning"] as const;

export const initial: Step = {
  name: "001-initial",
  up: (db) => [
    sessions(db),
    db.schema
      .createTable("session_keys")
      .addColumn("key", "text", (c) => c.primaryKey())
      .addColumn("session_id", "text", (c) => c.notNull().references("sessions.id").onDelete("cascade")),
    db.schema.createIndex("session_keys_by_session").on("session_keys").column("session_id"),
    db.schema
      .createTable("entries")
      .addColumn("session_id", "text", (c) => c.notNull().references("sessions.id").onDelete("cascade"))
      .addColumn("seq", "bigint", (c) => c.notNull())
      .addColumn("id", "text", (c) => c.notNull().unique())
      .addColumn("parent_id", "text")
      .addColumn("run_id", "text")
      .addColumn("type", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("entries_pk", ["session_id", "seq"]),
    db.schema
      .createTable("blobs")
      .addColumn("sha256", "text", (c) => c.primaryKey())
      .addColumn("bytes", "blob", (c) => c.notNull()),
    db.schema
      .createTable("entry_blobs")
      .addColumn("entry_id", "text", (c) => c.notNull().references("entries.id").onDelete("cascade"))
      .addColumn("sha256", "text", (c) => c.notNull().references("blobs.sha256"))
      .addPrimaryKeyConstraint("entry_blobs_pk", ["entry_id", "sha256"]),
    db.schema.createIndex("entry_blobs_by_blob").on("entry_blobs").column("sha256"),
    runs(db),
    db.schema.createIndex("runs_by_session").on("runs").columns(["session_id", "started_at"]),
    db.schema.createIndex("runs_by_start").on("runs").column("started_at"),
    db.schema
      .createTable("event_chunks")
      .addColumn("run_id", "text", (c) => c.notNull())
      .addColumn("first_seq", "bigint", (c) => c.notNull())
      .addColumn("last_seq", "bigint", (c) => c.notNull())
      .addColumn("lines", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("event_chunks_pk", ["run_id", "first_seq"]),
    db.schema
      .createTable("leases")
      .addColumn("session_id", "text", (c) => c.primaryKey())
      .addColumn("owner", "text", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull()),
    db.schema
      .createTable("children")
      .addColumn("pid", "bigint", (c) => c.notNull())
      .addColumn("start_time", "text", (c) => c.notNull())
      .addColumn("owner_pid", "bigint", (c) => c.notNull())
      .addColumn("owner_start_time", "text", (c) => c.notNull())
      .addColumn("folder", "text")
      .addPrimaryKeyConstraint("children_pk", ["pid", "start_time"]),
    db.schema
      .createTable("meta")
      .addColumn("key", "text", (c) => c.primaryKey())
      .addColumn("value", "text", (c) => c.notNull()),
  ],
};

function sessions(db: Kysely<unknown>) {
  let table = db.schema
    .createTable("sessions")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("key", "text", (c) => c.notNull())
    .addColumn("agent_id", "text", (c) => c.notNull())
    .addColumn("title", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("updated_at", "bigint", (c) => c.notNull())
    .addColumn("entry_count", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("head_id", "text")
    // The first entry that the last compaction kept, so that a turn reads one index range and nothing before it.
    .addColumn("history_from", "bigint", (c) => c.notNull().defaultTo(1))
    .addColumn("runtime", "text")
    .addColumn("provider", "text")
    .addColumn("model", "text")
    // Null: a price was unknown.
    .addColumn("cost_usd", "double precision", (c) => c.defaultTo(0))
    .addColumn("prompt_parts", "text");
  for (const part of USAGE)
    table = table.addColumn(`usage_${part}`, "bigint", (c) => c.notNull().defaultTo(0));
  return table;
}

function runs(db: Kysely<unknown>) {
  let table = db.schema
    .createTable("runs")
    .addColumn("run_id", "text", (c) => c.primaryKey())
    .addColumn("session_id", "text")
    .addColumn("session_key", "text")
    .addColumn("parent_run_id", "text")
    .addColumn("started_at", "bigint", (c) => c.notNull())
    .addColumn("ended_at", "bigint")
    .addColumn("status", "text", (c) => c.notNull())
    .addColumn("runtime", "text")
    .addColumn("provider", "text")
    .addColumn("model", "text")
    .addColumn("profile", "text")
    .addColumn("cost_usd", "double precision", (c) => c.defaultTo(0))
    .addColumn("attempts", "text", (c) => c.notNull().defaultTo("[]"))
    .addColumn("error_code", "text");
  for (const part of USAGE)
    table = table.addColumn(`usage_${part}`, "bigint", (c) => c.notNull().defaultTo(0));
  return table;
}

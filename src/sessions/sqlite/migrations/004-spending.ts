/** The ledger of paid model calls, and the tag a run is billed under. */
import type { Kysely } from "kysely";
import type { Step } from "./step.ts";

const USAGE = ["input", "output", "cache_read", "cache_write", "reasoning"] as const;

export const spending: Step = {
  name: "004-spending",
  up: (db) => [
    paidCalls(db),
    // Both hold the cost, so that a sum for a budget reads the index alone.
    db.schema.createIndex("paid_calls_by_time").on("paid_calls").columns(["at", "cost_usd"]),
    db.schema.createIndex("paid_calls_by_session").on("paid_calls").columns(["session_id", "cost_usd"]),
    db.schema.alterTable("runs").addColumn("billing_tag", "text"),
  ],
};

function paidCalls(db: Kysely<unknown>) {
  let table = db.schema
    .createTable("paid_calls")
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("run_id", "text", (c) => c.notNull())
    .addColumn("session_id", "text")
    .addColumn("runtime", "text", (c) => c.notNull())
    .addColumn("provider", "text", (c) => c.notNull())
    .addColumn("model", "text", (c) => c.notNull())
    .addColumn("profile", "text")
    .addColumn("tag", "text")
    // Null: the price was unknown.
    .addColumn("cost_usd", "double precision");
  for (const part of USAGE) table = table.addColumn(`usage_${part}`, "bigint", (c) => c.notNull());
  return table;
}

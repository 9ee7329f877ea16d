/** What was paid for although no provider reported it: estimates beside the sums. */
import type { Kysely } from "kysely";
import type { Step } from "./step.ts";

export const unreported: Step = {
  name: "009-unreported",
  up: (db) => [
    db.schema
      .alterTable("paid_calls")
      .addColumn("usage_report", "text", (c) => c.notNull().defaultTo("complete")),
    // Null: the report is complete, or the estimate has no price.
    db.schema.alterTable("paid_calls").addColumn("estimated_usd", "double precision"),
    // Few calls have one, so that no other pays for these.
    ...(["at", "session_id", "root_session_id"] as const).map((column) =>
      db.schema
        .createIndex(`estimates_by_${column}`)
        .on("paid_calls")
        .columns([column, "estimated_usd"])
        .where("estimated_usd", "is not", null),
    ),
    ...totals(db, "sessions"),
    ...totals(db, "runs"),
  ],
};

function totals(db: Kysely<unknown>, table: "sessions" | "runs") {
  return [
    db.schema
      .alterTable(table)
      .addColumn("known_cost_usd", "double precision", (c) => c.notNull().defaultTo(0)),
    db.schema.alterTable(table).addColumn("unreported_attempts", "bigint", (c) => c.notNull().defaultTo(0)),
    // Null: a price was unknown.
    db.schema.alterTable(table).addColumn("estimated_usd", "double precision", (c) => c.defaultTo(0)),
    `update ${table} set known_cost_usd = coalesce(cost_usd, 0)`,
  ];
}

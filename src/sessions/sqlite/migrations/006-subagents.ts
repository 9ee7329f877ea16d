/** Sessions that a turn spawned, and whose budget the calls of subagents count against. */
import type { Step } from "./step.ts";

export const subagents: Step = {
  name: "006-subagents",
  up: (db) => [
    db.schema.alterTable("sessions").addColumn("spawned_by", "text"),
    db.schema.alterTable("paid_calls").addColumn("root_session_id", "text"),
    // Only subagents have one, so that no other call pays for the index.
    db.schema
      .createIndex("paid_calls_by_root_session")
      .on("paid_calls")
      .columns(["root_session_id", "cost_usd"])
      .where("root_session_id", "is not", null),
  ],
};

/** Questions that wait for an answer, which any process may give, and the rules that answers left. */
import type { Step } from "./step.ts";

export const approvals: Step = {
  name: "005-approvals",
  up: (db) => [
    db.schema
      .createTable("approvals")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("run_id", "text", (c) => c.notNull())
      .addColumn("session_id", "text", (c) => c.references("sessions.id").onDelete("cascade"))
      .addColumn("agent_id", "text", (c) => c.notNull())
      .addColumn("tool_call_id", "text", (c) => c.notNull())
      .addColumn("tool_name", "text", (c) => c.notNull())
      .addColumn("summary", "text", (c) => c.notNull())
      .addColumn("rule", "text")
      .addColumn("asked_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("process", "text", (c) => c.notNull())
      // Null: not answered yet.
      .addColumn("allowed", "integer")
      .addColumn("answered_by", "text")
      .addColumn("remember", "integer"),
    db.schema.createIndex("approvals_by_session").on("approvals").column("session_id"),
    db.schema.createIndex("approvals_by_time").on("approvals").column("asked_at"),
    db.schema
      .createTable("permission_rules")
      .addColumn("id", "integer", (c) => c.primaryKey())
      .addColumn("agent_id", "text", (c) => c.notNull())
      .addColumn("workspace_dir", "text", (c) => c.notNull())
      .addColumn("tool", "text", (c) => c.notNull())
      // Empty: every call of the tool.
      .addColumn("subject", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull()),
    db.schema
      .createIndex("permission_rules_once")
      .unique()
      .on("permission_rules")
      .columns(["agent_id", "workspace_dir", "tool", "subject"]),
  ],
};

/** Which process holds a session and runs a run, so that what a dead one left is seen at once. */
import type { Step } from "./step.ts";

export const owners: Step = {
  name: "003-owners",
  up: (db) => [
    db.schema.alterTable("leases").addColumn("process", "text"),
    db.schema.alterTable("runs").addColumn("process", "text"),
    db.schema
      .createIndex("runs_unfinished")
      .on("runs")
      .columns(["session_id", "status"])
      .where("status", "=", "running"),
  ],
};

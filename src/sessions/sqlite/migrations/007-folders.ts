/** The folder that a session was begun in. Sessions of an older schema get the folder of their next turn. */
import type { Step } from "./step.ts";

export const folders: Step = {
  name: "007-folders",
  up: (db) => [
    db.schema.alterTable("sessions").addColumn("workspace_dir", "text"),
    db.schema.createIndex("sessions_by_folder").on("sessions").column("workspace_dir"),
  ],
};

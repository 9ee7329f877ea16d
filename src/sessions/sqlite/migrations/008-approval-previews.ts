/** What a question shows, where its rule would hold, and what is to be done instead. Null in questions of before. */
import type { Step } from "./step.ts";

export const approvalPreviews: Step = {
  name: "008-approval-previews",
  up: (db) =>
    ["workspace_dir", "preview", "reason", "instead"].map((column) =>
      db.schema.alterTable("approvals").addColumn(column, "text"),
    ),
};

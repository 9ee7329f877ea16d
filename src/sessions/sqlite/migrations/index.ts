/** The schema's steps, oldest first, and their SQL for SQLite. */
import { createRequire } from "node:module";
import type * as Kysely from "kysely";
import { initial } from "./001-initial.ts";
import { search } from "./002-search.ts";
import { owners } from "./003-owners.ts";
import { spending } from "./004-spending.ts";
import { approvals } from "./005-approvals.ts";
import { subagents } from "./006-subagents.ts";
import { folders } from "./007-folders.ts";
import { approvalPreviews } from "./008-approval-previews.ts";
import { unreported } from "./009-unreported.ts";
import type { Step } from "./step.ts";

export const STEPS: readonly Step[] = [
  initial,
  search,
  owners,
  spending,
  approvals,
  subagents,
  folders,
  approvalPreviews,
  unreported,
];

/**
 * Kysely only writes the SQL here: better-sqlite3 is synchronous, so all steps fit in one transaction that no other process
 * can enter, which Kysely's own migrator cannot promise on SQLite. It is loaded by the first start of a data folder and by upgrades
 * only: that takes longer than everything else a start does.
 */
export function sqlOf(step: Step): string[] {
  const kysely: typeof Kysely = createRequire(import.meta.url)("kysely");
  const db = new kysely.Kysely<unknown>({
    dialect: {
      createAdapter: () => new kysely.SqliteAdapter(),
      createDriver: () => new kysely.DummyDriver(),
      createIntrospector: (instance) => new kysely.SqliteIntrospector(instance),
      createQueryCompiler: () => new kysely.SqliteQueryCompiler(),
    },
  });
  return step
    .up(db)
    .map((statement) => (typeof statement === "string" ? statement : statement.compile().sql));
}

/** Brings a database to the schema of this code. */
import type { Database } from "better-sqlite3";
import { TandemError } from "../../kernel/errors.ts";
import { STEPS, sqlOf } from "./migrations/index.ts";

/** The schema this code reads and writes; each step raises it by one. */
export const SCHEMA_VERSION = STEPS.length;

/** The schema a database has; 0 for an empty one. */
export function schemaVersion(db: Database): number {
  return db.pragma("user_version", { simple: true }) as number;
}

/**
 * Runs the missing steps, all in one transaction: after a crash the database has its old schema or the new one. Safe when several
 * processes start at once: the first one does the work and the others find it done.
 */
export function migrate(db: Database, now: number): void {
  const found = schemaVersion(db);
  if (found === SCHEMA_VERSION) return;
  if (found > SCHEMA_VERSION) throw newer(found);
  db.transaction(() => {
    for (const [index, step] of STEPS.entries()) {
      if (schemaVersion(db) !== index) continue;
      for (const statement of sqlOf(step)) db.exec(statement);
      db.prepare("insert into meta (key, value) values (?, ?)").run(`migration.${step.name}`, String(now));
      db.pragma(`user_version = ${index + 1}`);
    }
  }).immediate();
}

function newer(found: number): TandemError {
  return new TandemError({
    code: "store_newer",
    message: `The data folder was written by a newer Tandem (schema ${found}; this one knows ${SCHEMA_VERSION}).`,
    remediation: "Update Tandem, or use another data folder (TANDEM_HOME).",
    details: { found, known: SCHEMA_VERSION },
  });
}

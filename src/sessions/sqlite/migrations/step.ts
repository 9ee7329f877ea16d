import type { Compilable, Kysely } from "kysely";

/** One step of the schema. Steps that have been released are never edited: a change is a new step. */
export interface Step {
  readonly name: string;
  /** The statements, in order; the caller runs them in one transaction. Text is SQL that only SQLite has. */
  readonly up: (db: Kysely<unknown>) => readonly (Compilable | string)[];
}

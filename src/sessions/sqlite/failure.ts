/** SQLite's failures as the store's. */
import type Database from "better-sqlite3";
import { TandemError } from "../../kernel/errors.ts";
import { markSuspect } from "./damage.ts";

/**
 * Runs `work`; whatever it throws leaves as a TandemError that says what was being done (`append to the session`). Where SQLite met
 * damage, the next start checks the whole file.
 */
export function orFail<T>(db: Database.Database, doing: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isCorruption(error)) markSuspect(db.name);
    throw failure(doing, error);
  }
}

/** The TandemError for something thrown while `doing`; a TandemError passes unchanged. */
export function failure(doing: string, error: unknown): TandemError {
  if (TandemError.isInstance(error)) return error;
  // JSON that does not parse: the file is damaged where SQLite keeps no structure.
  if (isCorruption(error) || error instanceof SyntaxError) {
    return new TandemError({
      code: "store_corrupt",
      message: `The database is damaged: it could not ${doing}.`,
      remediation: "Start again: the file is then checked as a whole and, if it is damaged, kept aside.",
      retryable: false,
      cause: error,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new TandemError({
    code: "state_persist_failed",
    message: `The store could not ${doing}: ${message}.`,
    cause: error,
  });
}

/** Whether SQLite says that the file is no database or a damaged one. */
export function isCorruption(error: unknown): boolean {
  return hasCode(error, "SQLITE_CORRUPT", "SQLITE_NOTADB");
}

/** Whether SQLite says that another connection is in the way for the moment. */
export function isContention(error: unknown): boolean {
  return hasCode(error, "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL");
}

/** Whether a unique column would have held a value twice. */
export function isDuplicate(error: unknown): boolean {
  return hasCode(error, "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY");
}

/** Whether SQLite was not allowed to write or make the file. */
export function isUnwritable(error: unknown): boolean {
  return hasCode(error, "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH");
}

/** Extended codes (`SQLITE_BUSY_SNAPSHOT`) belong to their primary code. */
function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return (
    isSqliteError(error) && codes.some((code) => error.code === code || error.code.startsWith(`${code}_`))
  );
}

/** By its name: the class belongs to the driver, which may not have been loaded. */
function isSqliteError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && error.name === "SqliteError" && "code" in error;
}

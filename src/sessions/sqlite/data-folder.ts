/** The data folder: one per installation, private to its user, one database file inside. */
import { accessSync, closeSync, constants, openSync } from "node:fs";
import { join, resolve } from "node:path";
import { TandemError } from "../../kernel/errors.ts";
import { makeFolder } from "../../safety/make-folder.ts";

/** Name of the database inside the data folder. */
export const DATABASE_NAME = "tandem.db";

export interface DataFolder {
  /** Absolute. */
  readonly home: string;
  /** Absolute path of the database. */
  readonly file: string;
}

/**
 * Makes the folder (mode 0700) and the database file (mode 0600) where they are missing; what exists keeps its mode. Throws
 * TandemError `data_folder_unwritable`.
 */
export function prepareDataFolder(path: string): DataFolder {
  const home = resolve(path);
  const file = join(home, DATABASE_NAME);
  try {
    makeFolder(home);
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
    // SQLite gives its side files the mode of the database, and would make that readable to others.
    closeSync(openSync(file, "a", 0o600));
  } catch (error) {
    throw unwritable(home, error);
  }
  return { home, file };
}

export function unwritable(home: string, cause: unknown): TandemError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TandemError({
    code: "data_folder_unwritable",
    message: `The data folder ${home} cannot be written: ${reason}.`,
    remediation: "Give yourself write permission on it, or choose another with TANDEM_HOME.",
    retryable: false,
    details: { home },
    cause,
  });
}

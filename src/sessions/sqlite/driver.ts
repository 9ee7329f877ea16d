/** The SQLite driver. It has native code, so it is loaded by the first data folder that is opened, not with the program. */
import type { default as Driver } from "better-sqlite3";
import { packageMissing, requirePackage } from "../../kernel/packages.ts";

const NEED = "The data folder";

/** Throws TandemError `package_missing` when the driver or its native part is not there, and SQLite's own errors. */
export function openDatabase(file: string, options: Driver.Options): Driver.Database {
  const Database = requirePackage<typeof Driver>("better-sqlite3", NEED);
  try {
    return new Database(file, options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "MODULE_NOT_FOUND" || code === "ERR_DLOPEN_FAILED")
      throw packageMissing("better-sqlite3", NEED, error);
    throw error;
  }
}

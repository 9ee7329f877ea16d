/**
 * The SQLite driver. Its native code is loaded by the first data folder that is opened, not with the program. The build puts the driver into
 * the bundle and its native files beside it (scripts/lib/database.mjs), so that nothing is compiled where Tandem is installed.
 */
import Driver from "better-sqlite3";
import { packageMissing, requirePackage } from "../../kernel/packages.ts";

const NEED = "The data folder";

/**
 * Throws TandemError `package_missing` when there is no native code for this machine, neither Tandem's own nor that of a better-sqlite3
 * that was installed for it, and SQLite's own errors.
 */
export function openDatabase(file: string, options: Driver.Options): Driver.Database {
  try {
    return new Driver(file, options);
  } catch (error) {
    if (!lacksNativeCode(error)) throw error;
  }
  // A system without a ready-made file, or an application that was bundled without them.
  const Installed = requirePackage<typeof Driver>("better-sqlite3", NEED);
  try {
    return new Installed(file, options);
  } catch (error) {
    throw lacksNativeCode(error) ? packageMissing("better-sqlite3", NEED, error) : error;
  }
}

function lacksNativeCode(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "MODULE_NOT_FOUND" || code === "ERR_DLOPEN_FAILED";
}

/** Removes files of the scope, by the folder they were found in, so that nothing put in the way is removed in their place. */
import type { Stats } from "node:fs";
import { lstat, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { TandemError } from "../kernel/errors.ts";
import { openFolder, systemFailure } from "./open.ts";
import { assertUnguarded, deniedChanged, resolveInside } from "./paths.ts";
import { displayPath, type PathScope } from "./scope.ts";

/**
 * Removes a regular file and returns its absolute real path. With `expected` (facts of the file as it was read) a file that changed
 * meanwhile stays and the call fails.
 */
export async function removeInside(path: string, scope: PathScope, expected?: Stats): Promise<string> {
  const real = await resolveInside(path, scope, "write");
  const shown = displayPath(real, scope);
  const folder = await openFolder(dirname(real), path, scope);
  try {
    await assertUnguarded(join(await folder.now(), basename(real)), path, scope.guarded ?? []);
    const target = folder.at(basename(real));
    const existing = await lstat(target);
    if (existing.isSymbolicLink()) throw deniedChanged(path);
    if (!existing.isFile()) throw refused(`${shown} is not a regular file.`);
    if (expected && (existing.ino !== expected.ino || existing.mtimeMs !== expected.mtimeMs))
      throw refused(`${shown} was changed by something else meanwhile. Read it again before removing it.`);
    await unlink(target);
    return real;
  } catch (error) {
    throw TandemError.isInstance(error) ? error : systemFailure(error, shown);
  } finally {
    await folder.close();
  }
}

function refused(message: string): TandemError {
  return new TandemError({ code: "tool_error", message });
}

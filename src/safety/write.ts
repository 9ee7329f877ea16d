/** Writes files of the scope so that a reader sees the old content or the new, never a part. */
import { randomUUID } from "node:crypto";
import { constants, type Stats } from "node:fs";
import { access, chmod, lstat, open, rename, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { TandemError } from "../kernel/errors.ts";
import { type OpenFolder, openFolder, systemFailure } from "./open.ts";
import { assertUnguarded, deniedChanged, resolveInside } from "./paths.ts";
import { displayPath, type PathScope } from "./scope.ts";

export interface WrittenFile {
  /** Absolute real path. */
  readonly path: string;
  readonly created: boolean;
}

/**
 * Writes a whole file through a temporary one in the same folder, making missing folders. An existing file keeps its mode; a new
 * one gets `mode`, less the umask. With `expected` (facts of the file as it was read) a file that changed meanwhile is left as it is
 * and the call fails. Atomic against readers and a killed process, not against a power failure.
 */
export async function writeInside(
  path: string,
  data: string | Uint8Array,
  scope: PathScope,
  expected?: Stats,
  mode = 0o666,
): Promise<WrittenFile> {
  const real = await resolveInside(path, scope, "write");
  const shown = displayPath(real, scope);
  const folder = await openFolder(dirname(real), path, scope);
  try {
    await assertUnguarded(join(await folder.now(), basename(real)), path, scope.guarded ?? []);
    const target = folder.at(basename(real));
    const existing = await lstat(target).catch(() => null);
    await checkTarget(target, existing, path, shown, expected);
    await replace(folder, target, data, existing, mode);
    return { path: real, created: existing === null };
  } catch (error) {
    throw TandemError.isInstance(error) ? error : systemFailure(error, shown);
  } finally {
    await folder.close();
  }
}

async function checkTarget(
  target: string,
  existing: Stats | null,
  path: string,
  shown: string,
  expected: Stats | undefined,
): Promise<void> {
  if (existing?.isSymbolicLink()) throw deniedChanged(path);
  if (existing?.isDirectory()) throw refused(`${shown} is a folder, not a file.`);
  if (existing && !existing.isFile()) throw refused(`${shown} is not a regular file.`);
  if (expected && (existing?.ino !== expected.ino || existing.mtimeMs !== expected.mtimeMs)) {
    throw refused(`${shown} was changed by something else meanwhile. Read it again before editing.`);
  }
  // Renaming over a read-only file would succeed, against its owner's intent.
  if (existing) await access(target, constants.W_OK);
}

async function replace(
  folder: OpenFolder,
  target: string,
  data: string | Uint8Array,
  existing: Stats | null,
  mode: number,
): Promise<void> {
  const temporary = folder.at(`.${randomUUID()}.tmp`);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const handle = await open(temporary, flags, existing ? existing.mode & 0o777 : mode);
  try {
    try {
      await handle.writeFile(data);
    } finally {
      await handle.close();
    }
    // The mode given to `open` is cut by the umask.
    if (existing) await chmod(temporary, existing.mode & 0o777);
    await rename(temporary, target);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}

function refused(message: string): TandemError {
  return new TandemError({ code: "tool_error", message });
}

/** Opens files and folders of the scope, and checks afterwards that what was opened is what had been allowed. */
import { constants, type Stats } from "node:fs";
import { access, type FileHandle, lstat, mkdir, open, readlink, realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { TandemError } from "../kernel/errors.ts";
import { hasBlockedName } from "./hard-links.ts";
import {
  assertAllowed,
  deniedChanged,
  deniedHardLink,
  type PathMode,
  resolveInside,
  rootsOf,
} from "./paths.ts";
import { displayPath, type PathScope } from "./scope.ts";

export interface OpenFile {
  readonly handle: FileHandle;
  /** Absolute real path. */
  readonly path: string;
  readonly stats: Stats;
  close(): Promise<void>;
}

/**
 * Opens a regular file for reading. A symlink put in the way between the check and the opening is found by asking the system
 * for the open file's own path. Throws TandemError `path_denied`, or `tool_error` for what is missing or no file.
 */
export async function openInside(path: string, scope: PathScope): Promise<OpenFile> {
  return openResolved(await resolveInside(path, scope, "read"), scope, path);
}

/** The same for a path that is already real and allowed; `shown` is how the model wrote it. */
export async function openResolved(real: string, scope: PathScope, shown = real): Promise<OpenFile> {
  // Non-blocking, so that a named pipe without a writer cannot hold up the call.
  const handle = await openSafely(real, constants.O_RDONLY | constants.O_NONBLOCK, shown, scope);
  try {
    const stats = await handle.stat();
    const name = displayPath(real, scope);
    if (stats.isDirectory()) throw failed(`${name} is a folder, not a file. Use ls to see what is in it.`);
    if (!stats.isFile()) throw failed(`${name} is not a regular file.`);
    await recheck(handle, real, stats, shown, scope, "read");
    if (stats.nlink > 1 && (await hasBlockedName(real, stats, await rootsOf(scope))))
      throw deniedHardLink(shown);
    return { handle, path: real, stats, close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** An open folder. */
export interface OpenFolder {
  readonly path: string;
  /** A path to an entry that stays in this very folder, even if the folder's own path is replaced meanwhile (on Linux). */
  at(name: string): string;
  /** Its path now. */
  now(): Promise<string>;
  close(): Promise<void>;
}

/** Opens the folder at an already resolved path for writing into it, making missing folders on the way. */
export async function openFolder(real: string, shown: string, scope: PathScope): Promise<OpenFolder> {
  const missing: string[] = [];
  let path = real;
  let handle = await openExisting(path, shown, scope);
  while (handle === null) {
    missing.unshift(basename(path));
    path = dirname(path);
    handle = await openExisting(path, shown, scope);
  }
  let folder: OpenFolder | null = null;
  try {
    await recheck(handle, path, await handle.stat(), shown, scope, "write");
    folder = await folderOf(handle, path);
    for (const name of missing) {
      await mkdir(folder.at(name)).catch(ignoreExisting);
      const child = await openSafely(
        folder.at(name),
        constants.O_RDONLY | constants.O_DIRECTORY,
        shown,
        scope,
      );
      await folder.close();
      folder = await folderOf(child, join(folder.path, name));
    }
    return folder;
  } catch (error) {
    await (folder ?? handle).close();
    throw error;
  }
}

async function openExisting(path: string, shown: string, scope: PathScope): Promise<FileHandle | null> {
  try {
    return await openSafely(path, constants.O_RDONLY | constants.O_DIRECTORY, shown, scope);
  } catch (error) {
    if (TandemError.isInstance(error) && isCode(error.cause, "ENOENT") && path !== dirname(path)) return null;
    throw error;
  }
}

async function folderOf(handle: FileHandle, path: string): Promise<OpenFolder> {
  const viaHandle = `/proc/self/fd/${handle.fd}`;
  const base = await access(viaHandle).then(
    () => viaHandle,
    () => path,
  );
  return {
    path,
    at: (name) => join(base, name),
    now: () => readlink(viaHandle).catch(() => path),
    close: () => handle.close(),
  };
}

/** Compares what is open with what was allowed. */
async function recheck(
  handle: FileHandle,
  expected: string,
  stats: Stats,
  shown: string,
  scope: PathScope,
  mode: PathMode,
): Promise<void> {
  const actual = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => null);
  if (actual === expected) return;
  if (actual !== null && !actual.endsWith(" (deleted)")) {
    return assertAllowed(actual, shown, mode, await rootsOf(scope));
  }
  // Without /proc: the path must still be real and still lead to the same file.
  const [path, now] = await Promise.all([realpath(expected), stat(expected)]).catch(
    () => [null, null] as const,
  );
  if (path !== expected || now.ino !== stats.ino || now.dev !== stats.dev) throw deniedChanged(shown);
}

async function openSafely(path: string, flags: number, shown: string, scope: PathScope): Promise<FileHandle> {
  try {
    return await open(path, flags | constants.O_NOFOLLOW);
  } catch (cause) {
    if (isCode(cause, "ELOOP") || isCode(cause, "EMLINK")) throw deniedChanged(shown);
    // What a link says to being opened as a folder.
    if (isCode(cause, "ENOTDIR") && (await isLink(path))) throw deniedChanged(shown);
    throw systemFailure(cause, displayPath(path.startsWith("/proc/self/fd/") ? shown : path, scope));
  }
}

/** A file system failure in words a model can act on. */
export function systemFailure(cause: unknown, shown: string): TandemError {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "does not exist",
    ENOTDIR: "does not exist: a part of the path is a file, not a folder",
    EISDIR: "is a folder, not a file",
    EACCES: "may not be accessed: the system denies permission",
    EPERM: "may not be accessed: the system denies permission",
    EROFS: "is on a read-only file system",
    ENOSPC: "cannot be written: no space is left",
    ENXIO: "is not a regular file",
  };
  const reason = reasons[code ?? ""] ?? `failed (${code ?? String(cause)})`;
  return new TandemError({ code: "tool_error", message: `${shown} ${reason}.`, cause });
}

function failed(message: string): TandemError {
  return new TandemError({ code: "tool_error", message });
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (stats) => stats.isSymbolicLink(),
    () => false,
  );
}

function ignoreExisting(error: unknown): void {
  if (!isCode(error, "EEXIST")) throw error;
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === code;
}

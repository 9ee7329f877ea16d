/**
 * Confinement of the file tools by real path: whatever a path looks like, what counts is the file it leads to.
 *
 * The path is made absolute and normalised as text first (so `a/../b` is `b` even where `a` is a symlink), then every symlink
 * in it is followed, also when its end does not exist yet, and the outcome must be in an allowed folder and not be blocked.
 * The outcome holds for the moment: open files through `openInside` and write through `writeInside`, which check again what
 * they really got.
 */
import { lstat, readlink, realpath } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { TandemError } from "../kernel/errors.ts";
import { blockedName } from "./blocked.ts";
import { type GuardedPath, guardAt, guardOfSecondName, type RealGuard, realGuards } from "./guarded.ts";
import { expandHome } from "./home-path.ts";
import { isWithin, type PathScope } from "./scope.ts";

export type PathMode = "read" | "write";

/** Symlinks followed in one path at most, as the kernel does. */
const MAX_LINKS = 40;
const MAX_NAME_BYTES = 255;
const MAX_PATH_BYTES = 4095;

/**
 * The absolute real path a model's path leads to, existing or not. Relative paths start at the workspace; `~` is the home
 * folder. Throws TandemError `path_denied` with the reason for anything outside the scope, blocked, or not a path, and `path_guarded`
 * for what is to be written and is read-only.
 */
export async function resolveInside(path: string, scope: PathScope, mode: PathMode): Promise<string> {
  const asked = absolutePath(path, scope);
  // Named outright: refused before the file system is asked, so that not even its existence shows.
  refuseBlocked(belowReadable(asked, mode, scope.readableDirectories ?? []) ?? asked, path, mode);
  const roots = await rootsOf(scope);
  const real = await realPathOf(asked, path);
  await assertAllowed(real, path, mode, roots);
  if (mode === "write" && roots.guarded.length > 0) await assertOneName(real, path, roots);
  return real;
}

/** The scope's folders as they really are now. */
export interface RealRoots {
  readonly allowed: readonly string[];
  readonly closed: readonly string[];
  readonly readable: readonly string[];
  /** As they are named: only what writes has their links followed. */
  readonly guarded: readonly GuardedPath[];
}

/** Follows the links of the scope's own folders; missing ones are left out of what is allowed. */
export async function rootsOf(scope: PathScope): Promise<RealRoots> {
  const real = (folder: string) => realpath(folder).catch(() => null);
  const [allowed, closed, readable] = await Promise.all([
    Promise.all([scope.workspaceDir, ...scope.additionalDirectories].map(real)),
    Promise.all(
      (scope.protectedDirectories ?? []).map(async (folder) => (await real(folder)) ?? resolve(folder)),
    ),
    Promise.all((scope.readableDirectories ?? []).map(real)),
  ]);
  return {
    allowed: allowed.filter((folder) => folder !== null),
    closed,
    guarded: scope.guarded ?? [],
    // One that has become a link since it was allowed opens nothing.
    readable: (scope.readableDirectories ?? []).filter((folder, index) => folder === readable[index]),
  };
}

/** Throws unless this real path may be used; `shown` is how the model wrote it. */
export async function assertAllowed(
  real: string,
  shown: string,
  mode: PathMode,
  roots: RealRoots,
): Promise<void> {
  const below = belowReadable(real, mode, roots.readable);
  refuseBlocked(below ?? real, shown, mode);
  if (below !== null) return;
  if (roots.closed.some((folder) => isWithin(real, folder))) {
    throw denied(shown, "it belongs to Tandem's own data", "Leave it to Tandem; no setting opens it.");
  }
  if (!roots.allowed.some((folder) => isWithin(real, folder))) {
    throw denied(
      shown,
      "it leads outside the workspace",
      "Use a path inside the workspace, or have the folder added to the turn's additional directories.",
    );
  }
  if (mode === "write") await assertUnguarded(real, shown, roots.guarded);
}

/** Throws TandemError `path_guarded` if a change at this real path would touch what is read-only. */
export async function assertUnguarded(
  real: string,
  shown: string,
  guarded: readonly GuardedPath[],
): Promise<void> {
  const guard = guardAt(real, await realGuards(guarded));
  if (guard !== null) throw deniedGuarded(shown, guard);
}

/** A hard link has no target to follow: its file is compared with those that are read-only. */
async function assertOneName(real: string, shown: string, { guarded }: RealRoots): Promise<void> {
  const stats = await lstat(real).catch(() => null);
  if (stats === null || !stats.isFile() || stats.nlink < 2) return;
  const guard = await guardOfSecondName(stats, await realGuards(guarded));
  if (guard !== null) throw deniedGuarded(shown, guard);
}

/** The part of a path that is below a readable folder; `null`: none, or it is to be written. */
function belowReadable(path: string, mode: PathMode, readable: readonly string[]): string | null {
  if (mode !== "read") return null;
  const root = readable.find((folder) => isWithin(path, folder));
  return root === undefined ? null : relative(root, path);
}

function refuseBlocked(path: string, shown: string, mode: PathMode): void {
  const name = blockedName(path);
  if (name === null) return;
  const verb = mode === "read" ? "read" : "written";
  throw denied(
    shown,
    `"${name}" may hold secrets and is never ${verb}`,
    "No setting opens it; ask the user instead.",
  );
}

function absolutePath(path: string, scope: PathScope): string {
  if (path.trim() === "") throw denied(path, "it is empty", "Give a path.");
  if (path.includes("\0")) throw denied(path, "it holds a null byte", "Give a plain path.");
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) throw denied(path, "it is a URL", "Give a plain path.");
  const absolute = resolve(scope.workspaceDir, expandHome(path));
  const tooLong =
    Buffer.byteLength(absolute) > MAX_PATH_BYTES ||
    absolute.split(sep).some((name) => Buffer.byteLength(name) > MAX_NAME_BYTES);
  if (tooLong) throw denied(`${path.slice(0, 80)}…`, "it is too long", "Use a shorter path.");
  return absolute;
}

/** `realpath` that also works where the end of the path, or of a link in it, does not exist. */
async function realPathOf(absolute: string, shown: string): Promise<string> {
  try {
    return await realpath(absolute);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "ENOTDIR") throw unresolvable(shown, code, error);
  }
  const pending = absolute.split(sep).filter((name) => name !== "");
  let current: string = sep;
  for (let links = 0; pending.length > 0; ) {
    const name = pending.shift()!;
    if (name === "." || name === "") continue;
    if (name === "..") {
      // `current` holds no link, so its parent as text is its parent on disk.
      current = dirname(current);
      continue;
    }
    const next = join(current, name);
    const target = await linkTarget(next, shown);
    if (target === null) {
      current = next;
      continue;
    }
    links += 1;
    if (links > MAX_LINKS) throw unresolvable(shown, "ELOOP");
    pending.unshift(...target.split(sep));
    if (target.startsWith(sep)) current = sep;
  }
  return current;
}

/** Where a symlink points; `null` for anything else, also for what does not exist. */
async function linkTarget(path: string, shown: string): Promise<string | null> {
  try {
    return await readlink(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EINVAL" || code === "ENOENT" || code === "ENOTDIR") return null;
    throw unresolvable(shown, code, error);
  }
}

function unresolvable(shown: string, code: string | undefined, cause?: unknown): TandemError {
  const reason =
    code === "ELOOP"
      ? "its symbolic links go round in a circle"
      : code === "EACCES"
        ? "the system does not permit to look there"
        : `it cannot be resolved (${code ?? "unknown"})`;
  return denied(shown, reason, "Use another path.", cause);
}

function denied(path: string, reason: string, remediation: string, cause?: unknown): TandemError {
  const message = `Path ${JSON.stringify(path)} is denied: ${reason}.`;
  return new TandemError({ code: "path_denied", message, remediation, details: { path, reason }, cause });
}

function deniedGuarded(path: string, { why, path: guarded }: RealGuard): TandemError {
  return new TandemError({
    code: "path_guarded",
    message: `Path ${JSON.stringify(path)} is read-only to tools: ${guarded}: ${why}.`,
    remediation:
      "No setting opens it; ask the user to change it by hand, or to take it out of the configuration.",
    details: { path, guarded, why },
  });
}

/** The refusal of a file that changed under the check. */
export function deniedChanged(path: string): TandemError {
  return denied(path, "it was replaced while it was being opened", "Try again.");
}

/** The refusal of a hard link to a blocked file. */
export function deniedHardLink(path: string): TandemError {
  return denied(
    path,
    "it is a second name of a file that may hold secrets",
    "No setting opens it; ask the user instead.",
  );
}

/** What of the read-only files a command's mounts have to hold: those in its writable folders, under every name they have there. */
import { lstat } from "node:fs/promises";
import { dirname } from "node:path";
import type { GuardedPath, RealGuard } from "../safety/guarded.ts";
import { isWithin } from "../safety/scope.ts";
import { filesOfSeveralNames, type HiddenPath } from "./blocked-files.ts";
import type { GuardedMount } from "./bubblewrap.ts";

export interface GuardedSearch {
  readonly guards: readonly RealGuard[];
  readonly writable: readonly string[];
  /** What no command can open needs no guard. */
  readonly hidden: readonly HiddenPath[];
  /** Missing paths that lie covered for another command by now. */
  readonly covered: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

/** Throws TandemError `sandbox_unavailable` when the folders cannot be looked through. */
export async function guardedMounts(search: GuardedSearch): Promise<GuardedMount[]> {
  const { writable, hidden, covered, signal } = search;
  const rootOf = (path: string) => writable.find((folder) => isWithin(path, folder));
  // A folder that is writable as a whole, or holds one that is, cannot be read-only; what is named in it is.
  const guards = search.guards.filter(({ real }) => {
    const root = rootOf(real);
    return root !== undefined && root !== real && !hidden.some(({ path }) => isWithin(real, path));
  });
  const mounts = new Map<string, GuardedMount>();
  for (const { real, kind, why, ifThere } of guards) {
    if (kind === "missing" && ifThere === true) continue;
    if (kind === "missing" || covered.has(real)) {
      const path = await firstMissing(real, rootOf(real)!, covered);
      mounts.set(path, { path, why, isMissing: true });
    } else mounts.set(real, { path: real, why, isMissing: false });
  }
  const there = [...mounts.values()].filter(({ isMissing }) => !isMissing);
  for (const { path, why } of await secondNames(there, writable, signal))
    if (!there.some((one) => isWithin(path, one.path))) mounts.set(path, { path, why, isMissing: false });
  return [...mounts.values()];
}

/** Files of the folders that are other names of guarded ones. */
async function secondNames(
  there: readonly GuardedMount[],
  folders: readonly string[],
  signal: AbortSignal,
): Promise<GuardedPath[]> {
  if (there.length === 0) return [];
  const guarded = new Map<string, string>();
  for (const { path, inode } of await filesOfSeveralNames(
    there.map(({ path }) => path),
    signal,
  ))
    guarded.set(inode, there.find((one) => isWithin(path, one.path))!.why);
  if (guarded.size === 0) return [];
  const found = await filesOfSeveralNames(folders, signal);
  return found.flatMap(({ path, inode }) => {
    const why = guarded.get(inode);
    return why === undefined ? [] : [{ path, why }];
  });
}

/** The uppermost part of a missing path that is missing. */
async function firstMissing(path: string, root: string, covered: ReadonlySet<string>): Promise<string> {
  let first = path;
  for (let folder = dirname(path); folder !== root && isWithin(folder, root); folder = dirname(folder)) {
    const isThere = await lstat(folder).then(
      () => true,
      () => false,
    );
    if (!isThere || covered.has(folder)) first = folder;
  }
  return first;
}

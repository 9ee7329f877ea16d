/**
 * Recognises a harmless-looking name of a blocked file. A hard link has no target to follow, so files with more than one name
 * are compared by inode with the blocked files within reach: those in the folders above the file up to its root, in the home
 * folder and in protected folders. Best effort: a blocked file elsewhere is not found.
 */
import type { Dirent, Stats } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { blockedName } from "./blocked.ts";
import type { RealRoots } from "./paths.ts";
import { isWithin } from "./scope.ts";

/** Blocked entries looked at in one folder. */
const MAX_ENTRIES = 1_000;

/** Whether the file behind these facts is also known under a blocked name. */
export async function hasBlockedName(path: string, stats: Stats, roots: RealRoots): Promise<boolean> {
  if (stats.nlink < 2) return false;
  const folders = new Set([homedir()]);
  const root = roots.allowed.find((folder) => isWithin(path, folder));
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    folders.add(folder);
    if (folder === root || folder === dirname(folder)) break;
  }
  for (const folder of folders)
    if (await holds(folder, stats, (name) => blockedName(name) !== null)) return true;
  for (const folder of roots.closed) if (await holds(folder, stats, () => true)) return true;
  return false;
}

/** Looks through the wanted entries of a folder, and one level into wanted folders. */
async function holds(folder: string, wanted: Stats, isWanted: (name: string) => boolean): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const blocked = entries.filter((entry) => isWanted(entry.name)).slice(0, MAX_ENTRIES);
  for (const entry of blocked) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const inner = await readdir(path).catch((): string[] => []);
      for (const name of inner.slice(0, MAX_ENTRIES)) if (await isSame(join(path, name), wanted)) return true;
    } else if (await isSame(path, wanted)) return true;
  }
  return false;
}

async function isSame(path: string, wanted: Stats): Promise<boolean> {
  const stats = await lstat(path).catch(() => null);
  return stats !== null && stats.ino === wanted.ino && stats.dev === wanted.dev;
}

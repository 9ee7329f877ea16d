/**
 * Files that Tandem itself runs, or takes its settings from, and that are in folders where tools may write. Tools may read them and
 * never change them: otherwise a call that only edits files would decide what runs outside the sandbox.
 */
import type { Stats } from "node:fs";
import { lstat, opendir, readlink, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { isWithin } from "./scope.ts";

/** A file, or a folder with everything in it; there or not. */
export interface GuardedPath {
  /** Absolute, as it is named. */
  readonly path: string;
  /** For whose sake, as a clause: `the hook Stop[0].hooks[0] runs it`. */
  readonly why: string;
  /** Commands may make it where it is missing: Tandem itself would not run it. */
  readonly ifThere?: boolean;
}

/** The same with links followed. */
export interface RealGuard extends GuardedPath {
  /** Absolute real path. */
  readonly real: string;
  /** Links on the way to it, each with a real folder above it: one that leads elsewhere would be another file. */
  readonly links: readonly string[];
  readonly kind: "file" | "folder" | "missing";
}

/** Symlinks followed in one path at most, as the kernel does. */
const MAX_LINKS = 40;
/** Entries of a guarded folder that are compared with a file of several names. */
const MAX_ENTRIES = 20_000;

/** Follows the links of all of them; a path that cannot be followed guards what it names. */
export async function realGuards(guarded: readonly GuardedPath[]): Promise<RealGuard[]> {
  return Promise.all(
    guarded.map(async (one): Promise<RealGuard> => {
      const { real, links } = await trailOf(resolve(one.path));
      const kind = await stat(real).then(
        (stats) => (stats.isDirectory() ? ("folder" as const) : ("file" as const)),
        () => "missing" as const,
      );
      return { ...one, real, links, kind };
    }),
  );
}

/** The guard that a change at this real path would touch: the path itself, one in a guarded folder, or a link on the way to one. */
export function guardAt(real: string, guards: readonly RealGuard[]): RealGuard | null {
  return (
    guards.find((one) => isWithin(real, one.real) || one.links.some((link) => isWithin(real, link))) ?? null
  );
}

/** The guard of a file that has this one's inode: another name of it. Looks through guarded folders, up to a limit. */
export async function guardOfSecondName(
  stats: Pick<Stats, "dev" | "ino">,
  guards: readonly RealGuard[],
): Promise<RealGuard | null> {
  const isSame = async (path: string) => {
    const other = await lstat(path).catch(() => null);
    return other?.ino === stats.ino && other.dev === stats.dev;
  };
  for (const guard of guards) {
    if (guard.kind === "file" && (await isSame(guard.real))) return guard;
    if (guard.kind !== "folder") continue;
    const entries = await opendir(guard.real, { recursive: true }).catch(() => null);
    let count = 0;
    for await (const entry of entries ?? []) {
      if (entry.isFile() && (await isSame(join(entry.parentPath, entry.name)))) return guard;
      if (++count === MAX_ENTRIES) break;
    }
  }
  return null;
}

/** Where a path leads, existing or not, and every link on the way. */
async function trailOf(absolute: string): Promise<Pick<RealGuard, "real" | "links">> {
  const links: string[] = [];
  const pending = absolute.split(sep).filter((name) => name !== "");
  let current: string = sep;
  while (pending.length > 0) {
    const name = pending.shift()!;
    if (name === "" || name === ".") continue;
    if (name === "..") {
      current = dirname(current);
      continue;
    }
    const next = join(current, name);
    const target = links.length < MAX_LINKS ? await readlink(next).catch(() => null) : null;
    if (target === null) {
      current = next;
      continue;
    }
    links.push(next);
    pending.unshift(...target.split(sep));
    if (target.startsWith(sep)) current = sep;
  }
  return { real: await realpath(current).catch(() => current), links };
}

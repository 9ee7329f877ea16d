/** Finds what must not be seen in the folders of a command: by name, and by inode where a file has several names. */
import { execFile } from "node:child_process";
import type { Dirent } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { setImmediate as turnOfLoop } from "node:timers/promises";
import { blockedName, mayBeBlocked } from "../safety/blocked.ts";
import { isWithin } from "../safety/scope.ts";
import { sandboxUnavailable } from "./unavailable.ts";

export interface HiddenPath {
  readonly path: string;
  readonly isFolder: boolean;
}

export interface BlockedSearch {
  /** Real paths, none inside another. */
  readonly folders: readonly string[];
  /** Real paths of further folders, which may be in one that is blocked: names count from there on. */
  readonly readable: readonly string[];
  /** Looked into for secrets that a file in the folders may be another name of. */
  readonly home: string | null;
  readonly protectedFolders: readonly string[];
  /** ripgrep; without it the folders are walked here. */
  readonly ripgrep: string | null;
  readonly signal: AbortSignal;
}

/** Milliseconds for looking through all folders. */
const SEARCH_MS = 10_000;
/** Beyond this the command line of the sandbox would not hold them. */
const MAX_HIDDEN = 2_000;
/** Some milliseconds of looking at names. */
const PATHS_AT_ONCE = 2_000;
const MAX_OUTPUT = 64 * 1024 * 1024;

/** Throws TandemError `sandbox_unavailable` when the folders cannot be looked through: then nothing may run in them. */
export async function findBlocked(asked: BlockedSearch): Promise<HiddenPath[]> {
  const search = { ...asked, folders: [...asked.folders, ...asked.readable] };
  if (search.folders.length === 0) return [];
  const [named, elsewhere] = await Promise.all([byName(search), secretsElsewhere(search)]);
  const hidden = new Map(named.map((one) => [one.path, one]));
  const linked = [...elsewhere, ...(await inodesOf(named))];
  for (const path of await otherNames(linked, search)) hidden.set(path, { path, isFolder: false });
  if (hidden.size > MAX_HIDDEN) {
    throw sandboxUnavailable(
      `More than ${MAX_HIDDEN} files in the folders of this turn may hold secrets; they cannot all be hidden.`,
      "Choose a smaller workspace.",
    );
  }
  return [...hidden.values()];
}

async function byName(search: BlockedSearch): Promise<HiddenPath[]> {
  const { paths, closed } =
    search.ripgrep === null ? await walk(search) : await listed(search, search.ripgrep);
  const hidden = new Map<string, HiddenPath>();
  for (const [at, path] of paths.entries()) {
    const one = outermostBlocked(path, search);
    if (one !== null) hidden.set(one.path, one);
    // Other turns go on meanwhile.
    if (at % PATHS_AT_ONCE === PATHS_AT_ONCE - 1) await turnOfLoop();
  }
  // A folder that cannot be looked into may be opened by a command that owns it.
  for (const path of closed) if (!search.folders.includes(path)) hidden.set(path, { path, isFolder: true });
  return [...hidden.values()];
}

/** The blocked file or folder that a path is or is in, below its root. */
function outermostBlocked(path: string, search: BlockedSearch): HiddenPath | null {
  if (!mayBeBlocked(path) || !isBlocked(path, search)) return null;
  const { folders } = search;
  const root = folders.find((folder) => isWithin(path, folder)) ?? sep;
  const names = path
    .slice(root.length)
    .split(sep)
    .filter((name) => name !== "");
  for (let count = 1; count < names.length; count++) {
    const folder = join(root, ...names.slice(0, count));
    if (isBlocked(folder, search)) return { path: folder, isFolder: true };
  }
  return { path, isFolder: false };
}

function isBlocked(path: string, { readable }: BlockedSearch): boolean {
  const root = readable.find((folder) => isWithin(path, folder));
  return blockedName(root === undefined ? path : relative(root, path)) !== null;
}

interface Listing {
  readonly paths: readonly string[];
  /** Folders that could not be looked into. */
  readonly closed: readonly string[];
}

async function listed({ folders, signal }: BlockedSearch, ripgrep: string): Promise<Listing> {
  const flags = ["--files", "--hidden", "--no-ignore", "--no-config", "--null"];
  const { stdout, stderr, code } = await run(ripgrep, [...flags, "--", ...folders], signal);
  // 0: some, 1: none, 2: none or some, and something could not be read.
  if (code !== 0 && code !== 1 && code !== 2) throw searchFailed(stderr);
  const closed = [...stderr.matchAll(/^(?:rg: )?(\/.*): Permission denied/gm)].map(([, path]) => path!);
  if (code === 2 && closed.length === 0 && !/No such file|os error/.test(stderr)) throw searchFailed(stderr);
  return { paths: stdout.split("\0").filter((path) => path !== ""), closed };
}

async function walk(search: BlockedSearch): Promise<Listing> {
  const { folders, signal } = search;
  const paths: string[] = [];
  const closed: string[] = [];
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(SEARCH_MS)]);
  const pending = [...folders];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    signal.throwIfAborted();
    if (deadline.aborted) throw searchFailed("it took too long; ripgrep would be faster");
    const at = folder;
    const entries = await readdir(at, { withFileTypes: true }).catch(
      (error: NodeJS.ErrnoException): Dirent[] => {
        if (error.code === "EACCES") closed.push(at);
        return [];
      },
    );
    for (const entry of entries) {
      const path = join(at, entry.name);
      if (entry.isDirectory() && !isBlocked(path, search)) pending.push(path);
      else if (entry.isDirectory()) paths.push(join(path, "x"));
      else if (!entry.isSymbolicLink()) paths.push(path);
    }
  }
  return { paths, closed };
}

/** Inodes of blocked files outside the folders that have further names: those of the home folder and of Tandem's data. */
async function secretsElsewhere({ home, protectedFolders }: BlockedSearch): Promise<string[]> {
  const folders = [
    ...(home === null ? [] : [{ folder: home, all: false }]),
    ...protectedFolders.map((folder) => ({ folder, all: true })),
  ];
  const found = await Promise.all(
    folders.map(async ({ folder, all }) => {
      const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
      const wanted = entries.filter((entry) => all || blockedName(join(folder, entry.name)) !== null);
      return inodesOf(
        wanted.map((entry) => ({ path: join(folder, entry.name), isFolder: entry.isDirectory() })),
      );
    }),
  );
  return found.flat();
}

/** `device:inode` of the files with more than one name among these, folders looked into one level deep. */
async function inodesOf(paths: readonly HiddenPath[]): Promise<string[]> {
  const inodes = await Promise.all(
    paths.map(async ({ path, isFolder }) => {
      const names = isFolder ? await readdir(path).catch((): string[] => []) : [];
      const files = isFolder ? names.map((name) => join(path, name)) : [path];
      return Promise.all(files.map((file) => lstat(file).catch(() => null)));
    }),
  );
  return inodes
    .flat()
    .flatMap((stats) => (stats?.isFile() && stats.nlink > 1 ? [`${stats.dev}:${stats.ino}`] : []));
}

/** Every path below the folders that leads to one of these inodes. */
async function otherNames(inodes: readonly string[], { folders, signal }: BlockedSearch): Promise<string[]> {
  if (inodes.length === 0) return [];
  const numbers = [...new Set(inodes.map((inode) => inode.split(":")[1]!))];
  const which = numbers.flatMap((number, index) => [...(index === 0 ? [] : ["-o"]), "-inum", number]);
  const { stdout, stderr, code } = await run(
    "/usr/bin/find",
    [...folders, "-type", "f", "-links", "+1", "(", ...which, ")", "-print0"],
    signal,
  );
  if (code !== 0 && stdout === "") throw searchFailed(stderr);
  const paths = stdout.split("\0").filter((path) => path !== "");
  const stats = await Promise.all(paths.map((path) => lstat(path).catch(() => null)));
  return paths.filter((_, index) => inodes.includes(`${stats[index]?.dev}:${stats[index]?.ino}`));
}

/** The files at these paths, and in them, that have more than one name, each with its `device:inode`. */
export async function filesOfSeveralNames(
  paths: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly path: string; readonly inode: string }[]> {
  const args = [...paths, "-type", "f", "-links", "+1", "-print0"];
  const { stdout, stderr, code } = await run("/usr/bin/find", args, signal);
  if (code !== 0 && stdout === "") throw searchFailed(stderr);
  const files = stdout.split("\0").filter((path) => path !== "");
  const stats = await Promise.all(files.map((path) => lstat(path).catch(() => null)));
  return files.flatMap((path, index) => {
    const one = stats[index];
    return one ? [{ path, inode: `${one.dev}:${one.ino}` }] : [];
  });
}

function run(
  file: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly stdout: string; readonly stderr: string; readonly code: number | null }> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd: "/",
      env: {},
      signal,
      timeout: SEARCH_MS,
      killSignal: "SIGKILL",
      maxBuffer: MAX_OUTPUT,
    } as const;
    const child = execFile(file, args, options, (error, stdout, stderr) => {
      if (signal.aborted) return reject(signal.reason);
      if (error !== null && child.exitCode === null)
        return reject(searchFailed(error.message.split("\n")[0] ?? ""));
      resolve({ stdout, stderr, code: child.exitCode });
    });
  });
}

function searchFailed(reason: string) {
  return sandboxUnavailable(
    `The folders of this turn could not be searched for files that may hold secrets: ${reason.trim() || "no reason given"}.`,
    "Try again, or choose a smaller workspace.",
  );
}

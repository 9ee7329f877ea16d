/** What of the system a confined command may read: its programs, and those that PATH names. */
import { lstat, readdir, readlink, realpath, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, resolve, sep } from "node:path";
import { blockedName } from "../safety/blocked.ts";
import { expandHome } from "../safety/home-path.ts";
import { isWithin } from "../safety/scope.ts";
import type { HiddenPath } from "./blocked-files.ts";
import type { Layout } from "./bubblewrap.ts";

const SYSTEM_FOLDERS = [
  ...["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc"],
  ...["/nix/store", "/gnu/store", "/run/current-system"],
];
/** What the kernel shows its root about the machine. */
const PROC_FILES = [
  "kcore",
  "keys",
  "timer_list",
  "kmsg",
  "kpagecount",
  "kpageflags",
  "kpagecgroup",
  "vmallocinfo",
].map((name) => `/proc/${name}`);
/** Folders of `/etc` deeper than this hold nothing that only root may read on any system we know. */
const ETC_DEPTH = 3;

export interface SystemView extends Pick<Layout, "readable" | "links"> {
  readonly hidden: readonly HiddenPath[];
}

/** The system's own folders. As root, what only root may read in `/etc` and `/proc` is hidden, because the kernel would show it. */
export async function systemView(isRoot: boolean): Promise<SystemView> {
  const readable: string[] = [];
  const links: { path: string; target: string }[] = [];
  for (const path of SYSTEM_FOLDERS) {
    const stats = await lstat(path).catch(() => null);
    if (stats === null) continue;
    if (stats.isSymbolicLink() && dirname(path) === sep) links.push({ path, target: await readlink(path) });
    else readable.push(path);
  }
  return {
    readable,
    links,
    hidden: isRoot ? [...(await closedToOthers("/etc", ETC_DEPTH)), ...(await existing(PROC_FILES))] : [],
  };
}

async function existing(paths: readonly string[]): Promise<HiddenPath[]> {
  const found = await Promise.all(
    paths.map((path) =>
      lstat(path).then(
        () => [{ path, isFolder: false }],
        () => [],
      ),
    ),
  );
  return found.flat();
}

async function closedToOthers(folder: string, depth: number): Promise<HiddenPath[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const found = await Promise.all(
    names.map(async (name): Promise<HiddenPath[]> => {
      const path = join(folder, name);
      const stats = await lstat(path).catch(() => null);
      if (stats === null || stats.isSymbolicLink()) return [];
      const isFolder = stats.isDirectory();
      if ((stats.mode & (isFolder ? 0o001 : 0o004)) === 0) return [{ path, isFolder }];
      return isFolder && depth > 1 ? closedToOthers(path, depth - 1) : [];
    }),
  );
  return found.flat();
}

/**
 * The folders to show for the programs of a PATH outside the system's: a `bin` with what is next to it (`~/.cargo/bin` with `~/.cargo`),
 * except where that would be the home folder or one that everything shares.
 */
export async function programFolders(path: string | undefined, home: string): Promise<string[]> {
  const shared = new Set([
    sep,
    home,
    dirname(home),
    join(home, ".local"),
    "/opt",
    "/srv",
    "/var",
    "/tmp",
    "/mnt",
  ]);
  const folders = (path ?? "").split(":").filter((folder) => isAbsolute(folder));
  const found = await Promise.all(
    folders.map(async (folder) => {
      const real = await realpath(folder).catch(() => null);
      if (real === null || SYSTEM_FOLDERS.some((system) => isWithin(real, system))) return null;
      const parent = dirname(real);
      const wide = /^(?:\.?s?bin|shims)$/.test(basename(real)) && !shared.has(parent);
      const shown = wide ? parent : real;
      return shared.has(shown) ? null : shown;
    }),
  );
  return [...new Set(found.filter((folder) => folder !== null))];
}

/** Secrets that tools keep beside their programs (`~/.cargo/credentials.toml`). Certificates of the tools stay: they are public. */
export async function secretsBeside(folders: readonly string[]): Promise<HiddenPath[]> {
  const found = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
      return entries
        .filter((entry) => !entry.isSymbolicLink() && !/\.pem$/i.test(entry.name))
        .map((entry) => ({ path: join(folder, entry.name), isFolder: entry.isDirectory() }))
        .filter(({ path }) => blockedName(path) !== null);
    }),
  );
  return found.flat();
}

/** What the configuration says may be read, as real paths; what is missing or hard-blocked is left out. */
export async function configuredPaths(paths: readonly string[]): Promise<string[]> {
  const real = await Promise.all(paths.map((path) => realpath(resolve(expandHome(path))).catch(() => null)));
  return real.filter((path) => path !== null && path !== sep && blockedName(path) === null) as string[];
}

/** Whether a path is there, and a folder. */
export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

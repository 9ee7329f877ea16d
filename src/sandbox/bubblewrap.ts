/**
 * The bubblewrap command line. The root is empty and shows only what is named: nothing of the system is there because nobody
 * thought of hiding it. See docs/decisions for why the list is made here.
 */
import { dirname, sep } from "node:path";
import type { GuardedPath } from "../safety/guarded.ts";
import { isWithin } from "../safety/scope.ts";

/** What a command sees. All paths are absolute and real. */
export interface Layout {
  /** Read-only: programs and libraries, and what the configuration names. */
  readonly readable: readonly string[];
  /** Links of the system's root (`/bin` to `usr/bin`), by path. */
  readonly links: readonly { readonly path: string; readonly target: string }[];
  /** Writable: the workspace and the further folders. */
  readonly writable: readonly string[];
  /** Folders of Tandem's own shown in other places, writable: the private temp folder and home. */
  readonly own: readonly { readonly source: string; readonly path: string }[];
  /** Files and folders in the writable ones that cannot be changed, nor made where they are missing. */
  readonly guarded: readonly GuardedMount[];
  /** Files and folders that are there and cannot be opened. */
  readonly hidden: readonly { readonly path: string; readonly isFolder: boolean }[];
  /** An empty file and an empty folder without any permission, to cover what is hidden. */
  readonly coverFile: string;
  readonly coverFolder: string;
  /** An empty folder that lies, read-only, where something is missing and must stay so. */
  readonly emptyFolder: string;
}

export interface GuardedMount extends GuardedPath {
  readonly isMissing: boolean;
}

/** Of `/proc`: what a process with the machine's root as its owner could change even without privileges. */
const PROC_READ_ONLY = ["sys", "sysrq-trigger", "irq", "bus", "fs"].map((name) => `/proc/${name}`);

/** Arguments up to the command. `isRoot`: Tandem runs as the machine's root. */
export function bubblewrapArguments(
  layout: Layout,
  { cwd, nests, isRoot }: { readonly cwd: string; readonly nests: boolean; readonly isRoot: boolean },
): string[] {
  return [
    "--new-session",
    "--die-with-parent",
    "--unshare-user",
    "--unshare-pid",
    "--unshare-net",
    "--unshare-ipc",
    "--unshare-uts",
    "--unshare-cgroup-try",
    ...["--hostname", "sandbox", "--cap-drop", "ALL"],
    // A sandbox inside this one must be able to write down who its root is.
    ...(nests ? (isRoot ? ["--cap-add", "CAP_SETFCAP"] : []) : ["--disable-userns"]),
    ...["--dev", "/dev", "--proc", "/proc"],
    ...PROC_READ_ONLY.flatMap((path) => ["--ro-bind-try", path, path]),
    ...layout.links.flatMap(({ path, target }) => ["--symlink", target, path]),
    ...folders(layout),
    ...inWritable(layout),
    ...covers(layout).flatMap(({ path, isFolder }) => [
      "--ro-bind",
      isFolder ? layout.coverFolder : layout.coverFile,
      path,
    ]),
    ...["--remount-ro", "/", "--chdir", cwd],
  ];
}

/** Outer folders first, so that an inner one is on top; of the same path the writable one counts. */
function folders({ readable, own, writable }: Layout): string[] {
  const mounts = [
    ...readable.map((path) => ({ path, flags: ["--ro-bind", path, path] })),
    ...own.map(({ source, path }) => ({ path, flags: ["--bind", source, path] })),
    ...writable.map((path) => ({ path, flags: ["--bind", path, path] })),
  ];
  return byDepth(mounts).flatMap(({ flags }) => flags);
}

/** What is hidden, without what is in a hidden folder anyway. */
function covers({ hidden }: Layout): Layout["hidden"] {
  const shown: Layout["hidden"][number][] = [];
  for (const one of byDepth(hidden)) {
    if (!shown.some((other) => other.path === one.path || (other.isFolder && isWithin(one.path, other.path))))
      shown.push(one);
  }
  return shown;
}

/** What lies on a writable folder, outer ones first: a read-only one stays so below a pin that is mounted before it. */
function inWritable(layout: Layout): string[] {
  const { guarded, emptyFolder } = layout;
  const mounts = [
    ...pins(layout).map((path) => ({ path, flags: ["--bind", path, path] })),
    ...guarded.map(({ path, isMissing }) => ({
      path,
      flags: ["--ro-bind", isMissing ? emptyFolder : path, path],
    })),
  ];
  return byDepth(mounts).flatMap(({ flags }) => flags);
}

/**
 * The folders between a hidden or guarded file and its writable folder, each a mount of its own: a mount cannot be renamed, so a
 * command cannot give a secret another path between one command's look at the folder and its start, nor put another file in the place
 * of a guarded one.
 */
function pins(layout: Layout): string[] {
  const paths = new Set<string>();
  for (const { path } of [...covers(layout), ...layout.guarded]) {
    const root = layout.writable.find((folder) => isWithin(path, folder));
    if (root === undefined) continue;
    for (let folder = dirname(path); folder !== root && isWithin(folder, root); folder = dirname(folder))
      if (!layout.guarded.some((one) => isWithin(folder, one.path))) paths.add(folder);
  }
  return [...paths];
}

function byDepth<T extends { readonly path: string }>(items: readonly T[]): T[] {
  const depth = ({ path }: T) => (path === sep ? 0 : path.split(sep).length);
  return [...items].sort((a, b) => depth(a) - depth(b));
}

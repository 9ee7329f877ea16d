/** The branch that a folder is on, read from git's own files: a footer is no reason to start a program. */
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Name of the branch, the first characters of the commit when it is detached, `null` outside a repository. Never throws. */
export function gitBranch(folder: string): string | null {
  try {
    const git = gitFolder(folder);
    if (git === null) return null;
    const head = beginningOf(join(git, "HEAD")).trim();
    return (
      /^ref: refs\/heads\/(.+)$/.exec(head)?.[1] ?? (/^[0-9a-f]{7,}$/.test(head) ? head.slice(0, 8) : null)
    );
  } catch {
    return null;
  }
}

function gitFolder(folder: string): string | null {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const git = join(at, ".git");
    const found = statSync(git, { throwIfNoEntry: false });
    if (found?.isDirectory()) return git;
    // In a worktree it is a file that names the folder.
    if (found?.isFile()) {
      const named = /^gitdir: (.+)$/m.exec(beginningOf(git))?.[1];
      return named === undefined ? null : resolve(at, named);
    }
    if (dirname(at) === at) return null;
  }
}

/** Bytes of a file that matter here. */
const MAX_BYTES = 1_024;

/** What a workspace holds is not to be trusted: a pipe would be waited for, and a device read without end. */
function beginningOf(path: string): string {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!fstatSync(file).isFile()) return "";
    const bytes = Buffer.alloc(MAX_BYTES);
    return bytes.toString("utf8", 0, readSync(file, bytes, 0, MAX_BYTES, 0));
  } finally {
    closeSync(file);
  }
}

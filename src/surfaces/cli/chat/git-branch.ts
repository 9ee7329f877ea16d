/** The branch that a folder is on, read from git's own files: a footer is no reason to start a program. */
import { readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Name of the branch, the first characters of the commit when it is detached, `null` outside a repository. Never throws. */
export function gitBranch(folder: string): string | null {
  try {
    const git = gitFolder(folder);
    if (git === null) return null;
    const head = readFileSync(join(git, "HEAD"), "utf8").trim();
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
      const named = /^gitdir: (.+)$/m.exec(readFileSync(git, "utf8"))?.[1];
      return named === undefined ? null : resolve(at, named);
    }
    if (dirname(at) === at) return null;
  }
}

/** The part of the file system that the tools of one turn may use. */
import { isAbsolute, relative, sep } from "node:path";
import type { GuardedPath } from "./guarded.ts";

export interface PathScope {
  /** Absolute. */
  readonly workspaceDir: string;
  /** Absolute; those that do not exist allow nothing. */
  readonly additionalDirectories: readonly string[];
  /** Closed even inside the others: Tandem's own data. */
  readonly protectedDirectories?: readonly string[];
  /**
   * Real paths that may be read and not written, wherever they are: the folders of the turn's skills. Blocked names count from there on,
   * and a link out of such a folder leads out of it.
   */
  readonly readableDirectories?: readonly string[];
  /** Read-only wherever they are: what Tandem itself runs or takes settings from. */
  readonly guarded?: readonly GuardedPath[];
  /** Whether permission rules keep an absolute path from being read: searches leave it out. */
  readonly unreadable?: (path: string) => boolean;
}

/** Whether a path is the folder or below it; both absolute and without `..`. Purely textual. */
export function isWithin(path: string, folder: string): boolean {
  const rest = relative(folder, path);
  return rest === "" || (rest !== ".." && !rest.startsWith(`..${sep}`) && !isAbsolute(rest));
}

/** How a path is shown to the model: relative to the workspace where it is inside, with `/`. */
export function displayPath(path: string, scope: Pick<PathScope, "workspaceDir">): string {
  if (!isWithin(path, scope.workspaceDir)) return path;
  return relative(scope.workspaceDir, path) || ".";
}

/** What people and models mean by `~`. */
import { homedir } from "node:os";
import { join } from "node:path";

/** The path with a leading `~` as the home folder; every other path as it is. */
export function expandHome(path: string): string {
  return path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : path;
}

/** Tells by asking the file system, not by reading, whether a file or folder is still as it was. */
import { statSync } from "node:fs";

/** Milliseconds within which a further change may leave the times as they are. */
const COARSE_MS = 20;

/**
 * Equal for a file that did not change in between; empty for one that is not there. Follows links. A file that was changed a moment ago
 * gets a stamp that equals no other, since the next change could go unseen. Synchronous: for a local file this takes microseconds, the
 * way through the thread pool ten times as long.
 */
export function stampOf(path: string): string {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return "";
    const settled = Math.abs(Date.now() - stats.ctimeMs) > COARSE_MS;
    return `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}${settled ? "" : `~${performance.now()}`}`;
  } catch (error) {
    return `!${(error as NodeJS.ErrnoException).code}`;
  }
}

/** Makes a folder and those above it. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Mode 0700 for what is made; what exists keeps its mode. Step by step: Node's own recursive form never returns below file systems
 * that refuse new folders, such as `/proc`. Throws what the system says.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** Processes that a run of the suite left behind. */
import { runningProcesses } from "./processes.ts";

/** Pids of this process's direct children that still run. */
export async function childPids(parent = process.pid): Promise<number[]> {
  return (await runningProcesses()).filter((one) => one.parent === parent).map(({ pid }) => pid);
}

/** Ends children that were not there before the run. Gives how many there were. */
export async function endStrays(before: readonly number[]): Promise<number> {
  const strays = (await childPids()).filter((pid) => !before.includes(pid));
  for (const pid of strays) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself in between, which is as good.
    }
  }
  return strays.length;
}

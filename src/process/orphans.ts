/** Ends what a killed Tandem left behind. */
import { rm } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { ChildStore } from "../sessions/store.ts";
import { startTimeOf } from "./identity.ts";

/** Milliseconds to wait for a killed process to leave. */
const KILL_WAIT_MS = 2_000;

/**
 * Ends recorded children whose owner is gone and removes their folders. A pid that another process got since is left alone:
 * both the owner and the child are known by pid and start time. Returns how many processes were ended. Never rejects.
 */
export async function reapOrphans(
  children: ChildStore,
  logger?: Pick<Logger, "debug" | "warn">,
): Promise<number> {
  const orphans = children.list().filter((child) => startTimeOf(child.ownerPid) !== child.ownerStartTime);
  const ended = await Promise.all(
    orphans.map(async ({ pid, startTime, folder }) => {
      try {
        const killed = await kill(pid, startTime);
        if (folder !== null) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
        children.remove(pid, startTime);
        logger?.debug({ pid, killed }, "orphaned process removed");
        return killed;
      } catch (error) {
        logger?.warn({ pid, error }, "orphaned process could not be removed");
        return false;
      }
    }),
  );
  return ended.filter(Boolean).length;
}

async function kill(pid: number, startTime: string): Promise<boolean> {
  if (startTimeOf(pid) !== startTime) return false;
  try {
    // Recorded children lead a group of their own: what they started goes with them.
    process.kill(-pid, "SIGKILL");
  } catch {
    process.kill(pid, "SIGKILL");
  }
  const deadline = Date.now() + KILL_WAIT_MS;
  while (startTimeOf(pid) === startTime && Date.now() < deadline) await delay(5);
  return true;
}

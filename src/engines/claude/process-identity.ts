/** Tells one process from another that got the same pid later. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * The kernel's start time of a process, as an opaque text; `null` when there is no such process, it is only waiting to be
 * collected, or this system gives no start times.
 */
export function startTimeOf(pid: number): string | null {
  if (process.platform === "win32") return null;
  if (process.platform !== "linux") return psStartTime(pid);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold spaces and parentheses; fields are counted after it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const state = fields[0];
    return state === "Z" || state === "X" ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

/** Resident memory in bytes; 0 where the system does not tell without a child process. */
export function residentBytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024;
  } catch {
    return 0;
  }
}

function psStartTime(pid: number): string | null {
  try {
    const time = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    return time === "" ? null : time;
  } catch {
    return null;
  }
}

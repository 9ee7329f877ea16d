/** Tells one process from another that got the same pid later, or runs on another machine or in another container. */
import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

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

/** Names a process for others that share its data folder: machine, pid and start time in one text. */
export function processName(pid = process.pid): string {
  return [machine(), pid, startTimeOf(pid) ?? "?"].join(" ");
}

/**
 * Whether a process named by {@link processName} is known to have ended. False when that cannot be known: it ran on another
 * machine, or in a container whose pids mean nothing here.
 */
export function isGone(name: string): boolean {
  const [where, pid, ...start] = name.split(" ");
  if (where !== machine() || !/^\d+$/.test(pid ?? "")) return false;
  if (!exists(Number(pid))) return true;
  const started = start.join(" ");
  return started !== "?" && startTimeOf(Number(pid)) !== started;
}

/** Pids are comparable only within one boot of one kernel and one pid namespace. */
function machine(): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}/${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return hostname().replaceAll(/\s/g, "-");
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function psStartTime(pid: number): string | null {
  try {
    const time = execFileSync("/bin/ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    return time === "" ? null : time;
  } catch {
    return null;
  }
}

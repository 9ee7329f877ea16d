/** How much memory a child takes. */
import { readFileSync } from "node:fs";

/** Resident memory in bytes; 0 if the system does not report it without a child process. */
export function residentBytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024;
  } catch {
    return 0;
  }
}

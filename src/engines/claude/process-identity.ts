/** What is known of a process beyond its pid. */
import { readFileSync } from "node:fs";

export { startTimeOf } from "../../process/identity.ts";

/** Resident memory in bytes; 0 where the system does not tell without a child process. */
export function residentBytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024;
  } catch {
    return 0;
  }
}

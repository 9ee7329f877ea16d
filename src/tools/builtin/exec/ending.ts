/** How a command ended, in words. */
import type { Ending } from "./shell.ts";

export function statusOf({ reason, code, signal }: Ending, timeoutMs: number): string {
  if (reason === "timeout")
    return `Timed out after ${timeoutMs} ms and was ended, with all processes it had started.`;
  if (reason === "aborted") return "Aborted, and ended with all processes it had started.";
  if (reason === "killed") return "Ended on request, with all processes it had started.";
  if (signal !== null) return `Ended by ${signal}.`;
  return code === null ? "could not be started" : `exit code ${code}`;
}

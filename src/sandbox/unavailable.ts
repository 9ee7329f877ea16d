/** The error of a command that cannot be confined. */
import { TandemError } from "../kernel/errors.ts";

/** `sandbox_unavailable`: the command was not run. */
export function sandboxUnavailable(message: string, remediation: string, cause?: unknown): TandemError {
  return new TandemError({ code: "sandbox_unavailable", message, remediation, cause });
}

/** The exit codes, in one table. They are part of the public contract. */
import type { ErrorInfo } from "../../kernel/errors.ts";
import type { ExecutionResult } from "../../kernel/result.ts";

export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  environment: 3,
  auth: 4,
  provider: 5,
  limit: 6,
  timeout: 124,
  aborted: 130,
} as const;

/** What each code means, as `--help` and the guide show it. */
export const EXIT_MEANINGS: Readonly<Record<number, string>> = {
  [EXIT.ok]: "done",
  [EXIT.failed]: "the turn or command failed, and no other code fits",
  [EXIT.usage]: "wrong usage, or an invalid request (unknown model, missing workspace …)",
  [EXIT.environment]: "there is a problem with the configuration, data folder or installation",
  [EXIT.auth]: "no valid credential, or the account cannot pay",
  [EXIT.provider]: "the provider is unreachable, overloaded or limiting requests",
  [EXIT.limit]: "stopped by a limit: budget, model calls, output tokens, quota",
  [EXIT.timeout]: "the turn timed out",
  [EXIT.aborted]: "stopped by Ctrl-C or a signal",
};

/** The exit code of an error. */
export function exitCodeOf(error: Pick<ErrorInfo, "code" | "kind">): number {
  if (error.code === "invalid_config" || error.code === "profile_store_invalid") return EXIT.environment;
  switch (error.kind) {
    case "validation_failed":
    case "model_not_found":
    case "thinking_unsupported":
      return EXIT.usage;
    case "runtime_unavailable":
    case "state_persist_failed":
      return EXIT.environment;
    case "auth":
    case "auth_permanent":
    case "billing":
      return EXIT.auth;
    case "rate_limit":
    case "overloaded":
    case "server_error":
    case "network":
      return EXIT.provider;
    case "retry_limit":
    case "quota_exceeded":
    case "context_overflow":
      return EXIT.limit;
    case "timeout":
      return EXIT.timeout;
    case "aborted":
      return EXIT.aborted;
    default:
      return EXIT.failed;
  }
}

/** The exit code of a finished turn. */
export function exitCodeOfResult(result: Pick<ExecutionResult, "status" | "stopReason" | "error">): number {
  switch (result.status) {
    case "completed":
      return EXIT.ok;
    case "incomplete":
      return result.stopReason === "refusal" ? EXIT.failed : EXIT.limit;
    case "timeout":
      return EXIT.timeout;
    case "aborted":
      return EXIT.aborted;
    case "failed":
      return result.error === null ? EXIT.failed : exitCodeOf(result.error);
  }
}

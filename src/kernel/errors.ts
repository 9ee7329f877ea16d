/**
 * Every failure that leaves Tandem is a {@link TandemError}: a stable code, the kind of the shared taxonomy, a message for
 * people, a remedy, whether trying again can help, and the raw cause.
 */

/** The one taxonomy for both engines (what went wrong, as the recoveries see it). */
export const FAILURE_KINDS = [
  "auth",
  "auth_permanent",
  "billing",
  "rate_limit",
  "overloaded",
  "timeout",
  "server_error",
  "network",
  "format",
  "model_not_found",
  "context_overflow",
  "compaction_failure",
  "role_ordering",
  "image_size",
  "image_dimension",
  "session_expired",
  "content_policy",
  "thinking_unsupported",
  "tool_error",
  "retry_limit",
  "quota_exceeded",
  "runtime_unavailable",
  "validation_failed",
  "state_persist_failed",
  "aborted",
  "unknown",
] as const;

/** One kind of {@link FAILURE_KINDS}. */
export type FailureKind = (typeof FAILURE_KINDS)[number];

interface KindFacts {
  /** Whether the same request may succeed later without a change by a person. */
  readonly retryable: boolean;
  /** What a person can do, one sentence. */
  readonly remediation: string;
}

/** The facts about each kind, in one place. */
export const FAILURE_TABLE: Readonly<Record<FailureKind, KindFacts>> = {
  auth: {
    retryable: false,
    remediation: "Check this provider's API key: `tandem doctor` shows which one was used.",
  },
  auth_permanent: {
    retryable: false,
    remediation: "The key was revoked or disabled: replace it with a new one.",
  },
  billing: {
    retryable: false,
    remediation: "Add credit or a payment method at the provider, or use another profile.",
  },
  rate_limit: {
    retryable: true,
    remediation: "Wait and try again, or add another profile or a fallback model.",
  },
  overloaded: {
    retryable: true,
    remediation: "The provider is overloaded: try again shortly or use a fallback model.",
  },
  timeout: { retryable: true, remediation: "Try again, or raise the timeout." },
  server_error: {
    retryable: true,
    remediation: "The provider failed: try again shortly or use a fallback model.",
  },
  network: { retryable: true, remediation: "Check the network and the base URL: `tandem doctor` shows it." },
  format: {
    retryable: false,
    remediation: "The provider rejected the format of the request: see the raw cause, and please report it.",
  },
  model_not_found: {
    retryable: false,
    remediation: "Choose a model from `tandem models`, or one your account may use.",
  },
  context_overflow: {
    retryable: false,
    remediation: "Shorten the input, use `/compact`, or choose a model with a larger window.",
  },
  compaction_failure: {
    retryable: true,
    remediation: "The history is untouched: try `/compact` again, or start over with `/new`.",
  },
  role_ordering: {
    retryable: false,
    remediation: "Try again; if the problem persists, start a new session with `/new`.",
  },
  image_size: { retryable: false, remediation: "Compress or resize the image and try again." },
  image_dimension: { retryable: false, remediation: "Resize the image to fewer pixels and try again." },
  session_expired: { retryable: true, remediation: "Try again: the session is rebuilt from its transcript." },
  content_policy: { retryable: false, remediation: "The provider declined this content: rephrase it." },
  thinking_unsupported: {
    retryable: false,
    remediation: "Choose a thinking level the model supports: see `tandem models`.",
  },
  tool_error: { retryable: false, remediation: "See the tool's message." },
  retry_limit: { retryable: true, remediation: "All attempts to recover were used up: try again later." },
  quota_exceeded: {
    retryable: false,
    remediation: "A budget or quota is used up: raise it or wait for its next period.",
  },
  runtime_unavailable: {
    retryable: false,
    remediation: "`tandem doctor` says which part of the engine is missing.",
  },
  validation_failed: { retryable: false, remediation: "Correct the named field and send the request again." },
  state_persist_failed: {
    retryable: true,
    remediation: "Check free space and permissions of the data folder.",
  },
  aborted: { retryable: false, remediation: "The turn was stopped on request." },
  unknown: { retryable: false, remediation: "See the raw cause; `tandem doctor` checks the installation." },
};

/**
 * Stable codes. Each failure kind is itself a code; the others name a more exact failure and belong to a kind.
 * Codes are part of the public contract: they may be added, never renamed.
 */
export const ERROR_CODES = {
  missing_auth: "auth",
  subscription_token_refused: "auth",
  unknown_model: "model_not_found",
  unknown_agent: "validation_failed",
  unknown_runtime: "validation_failed",
  unsupported_capability: "validation_failed",
  workspace_missing: "validation_failed",
  prompt_missing: "validation_failed",
  image_unreadable: "validation_failed",
  invalid_config: "validation_failed",
  invalid_model_string: "validation_failed",
  session_not_found: "validation_failed",
  session_busy: "validation_failed",
  import_invalid: "validation_failed",
  profile_not_found: "validation_failed",
  profile_invalid: "validation_failed",
  profile_store_invalid: "validation_failed",
  lane_cleared: "aborted",
  owner_died: "aborted",
  shutting_down: "aborted",
  path_denied: "tool_error",
  path_guarded: "tool_error",
  tool_input_invalid: "tool_error",
  tool_not_found: "tool_error",
  approval_denied: "tool_error",
  hook_denied: "tool_error",
  hook_failed: "tool_error",
  hook_stopped: "aborted",
  prompt_blocked: "validation_failed",
  tool_denied: "tool_error",
  policy_failed: "tool_error",
  owner_only: "validation_failed",
  approval_not_found: "validation_failed",
  data_folder_unwritable: "state_persist_failed",
  store_corrupt: "state_persist_failed",
  store_newer: "state_persist_failed",
  sandbox_unavailable: "tool_error",
  mcp_unavailable: "tool_error",
  address_denied: "tool_error",
  elevation_denied: "validation_failed",
  keychain_unavailable: "runtime_unavailable",
  port_busy: "runtime_unavailable",
  engine_missing: "runtime_unavailable",
  package_missing: "runtime_unavailable",
  max_turns: "retry_limit",
  max_output_tokens: "retry_limit",
  max_budget: "quota_exceeded",
  budget_exceeded: "quota_exceeded",
  output_invalid: "retry_limit",
} as const satisfies Record<string, FailureKind>;

/** A stable error code. */
export type ErrorCode = keyof typeof ERROR_CODES | FailureKind;

/** Options of a {@link TandemError}. */
export interface TandemErrorOptions {
  readonly code: ErrorCode;
  /** For people: one or two sentences, never a stack trace or a secret. */
  readonly message: string;
  /** What to do about it; default: the kind's remedy. */
  readonly remediation?: string;
  /** The request or config field at fault, as a path (`providers.acme.baseUrl`). */
  readonly field?: string;
  /** Overrides the kind's `retryable`. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
  /** Machine-readable facts (status, nearest names, limits); must be JSON and free of secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
}

const marker = Symbol.for("tandem.error");

/** The one error type of the public surface. `TandemError.isInstance` also works across duplicate installs. */
export class TandemError extends Error {
  override readonly name = "TandemError";
  readonly code: ErrorCode;
  readonly kind: FailureKind;
  readonly remediation: string;
  readonly retryable: boolean;
  readonly field: string | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly [marker] = true;

  constructor(options: TandemErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.kind = kindOfCode(options.code);
    const facts = FAILURE_TABLE[this.kind];
    this.remediation = options.remediation ?? facts.remediation;
    this.retryable = options.retryable ?? facts.retryable;
    this.field = options.field;
    this.details = options.details;
  }

  /** Whether a value is a TandemError, of this copy of the package or another. */
  static isInstance(value: unknown): value is TandemError {
    return typeof value === "object" && value !== null && marker in value;
  }

  /** Wraps anything thrown; a TandemError passes through unchanged. */
  static from(value: unknown, code: ErrorCode = "unknown"): TandemError {
    if (TandemError.isInstance(value)) return value;
    const message = value instanceof Error ? value.message : String(value);
    return new TandemError({ code, message, cause: value });
  }

  /** The JSON form used in events, results and `--format json`. */
  toJSON(): ErrorInfo {
    return {
      code: this.code,
      kind: this.kind,
      message: this.message,
      remediation: this.remediation,
      retryable: this.retryable,
      ...(this.field === undefined ? {} : { field: this.field }),
      ...(this.details === undefined ? {} : { details: this.details }),
      ...(this.cause === undefined ? {} : { cause: describeCause(this.cause) }),
    };
  }
}

/** The JSON form of a {@link TandemError}. */
export interface ErrorInfo {
  readonly code: ErrorCode;
  readonly kind: FailureKind;
  readonly message: string;
  readonly remediation: string;
  readonly retryable: boolean;
  readonly field?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** The raw cause as text. */
  readonly cause?: string;
}

/** The kind a code belongs to. */
export function kindOfCode(code: ErrorCode): FailureKind {
  return code in ERROR_CODES ? ERROR_CODES[code as keyof typeof ERROR_CODES] : (code as FailureKind);
}

function describeCause(cause: unknown): string {
  if (cause instanceof Error) return cause.message;
  return typeof cause === "string" ? cause : (JSON.stringify(cause) ?? String(cause));
}

/** The result of a turn; the same on both engines. */
import type { InjectedFile } from "../context/prompt-section.ts";
import type { AttemptUsage } from "../cost/attempt-usage.ts";
import type { Spent } from "../cost/spent.ts";
import type { RemovedTool } from "../policy/decide.ts";
import type { RuntimeKind } from "../sessions/message.ts";
import type { Omission } from "../tools/source.ts";
import type { ErrorInfo, FailureKind } from "./errors.ts";

/**
 * `completed`: the model finished its reply, or called client tools (stop reason `tool_calls`). `incomplete`: a limit cut it short (see
 * `stopReason`). `failed`: see `error`. `timeout` and `aborted`: stopped from outside.
 */
export type TurnStatus = "completed" | "incomplete" | "failed" | "timeout" | "aborted";

export type StopReason =
  | "stop"
  | "tool_calls"
  | "max_tokens"
  | "max_turns"
  | "max_budget"
  | "refusal"
  | "stop_sequence"
  | "error"
  | "timeout"
  | "aborted";

/** One request to a provider, or one candidate that was skipped without a request. */
export interface AttemptRecord extends AttemptUsage {
  /** From 1 within the run. */
  readonly index: number;
  /** Type of the engine's own subagent that sent it; absent for requests of the conversation. */
  readonly agent?: string;
  readonly runtime: RuntimeKind;
  readonly provider: string;
  readonly model: string;
  /** Credential profile used; `null` if none was needed. */
  readonly profile: string | null;
  /** `skipped` and `unstarted` made no request on the wire; every other outcome is exactly one request. */
  readonly outcome: "ok" | "failed" | "aborted" | "discarded" | "skipped" | "unstarted";
  /** Kind of failure, or why it was skipped; `null` when ok. */
  readonly reason: FailureKind | null;
  readonly message: string | null;
  /** HTTP status, `null` without a response. */
  readonly status: number | null;
  /** The provider's Retry-After, in milliseconds. */
  readonly retryAfterMs: number | null;
  /** Milliseconds that a recovery waited before this request. */
  readonly waitMs: number;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly firstByteMs: number | null;
}

/** Milliseconds; `null` if the stage was not reached. */
export interface TurnDurations {
  readonly queue: number | null;
  readonly prepare: number | null;
  readonly firstToken: number | null;
  readonly total: number;
}

/** A block of the final reply. */
export interface ReplyPayload {
  readonly text: string;
  readonly isError?: boolean;
}

/** A call to a client tool that is waiting for its result. */
export interface PendingToolCall {
  /** The model's own id. */
  readonly id: string;
  readonly name: string;
  /** Matches the tool's schema; hooks may have changed what the model wrote. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** Sizes of the parts of the system prompt, in characters. */
export interface SystemPromptReport {
  readonly chars: number;
  readonly sha256: string;
  readonly parts: readonly { readonly name: string; readonly chars: number }[];
  /** Files whose text is in the prompt, whole or cut. */
  readonly files: readonly InjectedFile[];
  readonly skills: readonly { readonly name: string; readonly chars: number }[];
  readonly tools: readonly { readonly name: string; readonly schemaChars: number }[];
  /** What was left out of the turn, and why. */
  readonly omissions: readonly Omission[];
  /** Tools that the policy removed from the turn, with the rule that did it. */
  readonly removedTools: readonly RemovedTool[];
}

/** Totals of all subagents below a turn, at any depth. They are not part of the turn's own figures. */
export interface SubagentTotals extends Spent {
  readonly count: number;
}

/** Usage and cost are those of every request in `attempts`, the broken ones and those beside the conversation included. */
export interface ExecutionResult extends Spent {
  readonly runId: string;
  readonly sessionKey: string | null;
  readonly sessionId: string | null;
  /** Check this first: `run` resolves for failed turns, too. */
  readonly status: TurnStatus;
  /** Why the turn ended, or which limit ended it. */
  readonly stopReason: StopReason;
  /** The final assistant text (of the last message); of a failed turn what had been said by then, and never the error. */
  readonly text: string;
  /** What to send to a user: the blocks of the reply and, if the turn failed, its error. */
  readonly payloads: readonly ReplyPayload[];
  /** The parsed reply if it matches `outputSchema`; absent without a schema or if no reply matched. `text` is then its JSON. */
  readonly output?: unknown;
  /** What actually ran last; `null` if the turn ended before an engine was chosen. */
  readonly runtime: RuntimeKind | null;
  /** As `runtime`. */
  readonly provider: string | null;
  /** As `runtime`. */
  readonly model: string | null;
  /** Credential profile that was used; `null` if none was needed. */
  readonly profile: string | null;
  readonly subagents: SubagentTotals;
  readonly durations: TurnDurations;
  /** Finished model calls. */
  readonly turnCount: number;
  /** User messages that entered the conversation in this turn (the prompt and steering). */
  readonly userMessageCount: number;
  /** In the model's order; empty unless the stop reason is `tool_calls`. */
  readonly pendingToolCalls: readonly PendingToolCall[];
  readonly delivery: {
    readonly state: "none" | "streamed" | "delivered" | "failed";
    readonly receipts: readonly string[];
  };
  readonly systemPrompt: SystemPromptReport | null;
  readonly compactionCount: number;
  /** Every request to a provider, in order, with its outcome and cost. */
  readonly attempts: readonly AttemptRecord[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  /** Why it did not complete, with a code and what to do; `null` if it did. */
  readonly error: ErrorInfo | null;
}

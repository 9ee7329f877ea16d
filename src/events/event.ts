/**
 * The normalised event union: one sequence for one scenario, whatever the engine. Part names follow the AI SDK's stream
 * parts. Ids of text and reasoning blocks are unique within a run.
 *
 * Order of one turn: `lifecycle.start` · `queue`? · `route` · per model call (`attempt.start` · `step-start` · blocks ·
 * `tool-call`* · `attempt.end` · `tool-result`* · `step-finish`) · `finish` · `lifecycle.end` or `lifecycle.error`.
 * `tool-result`s are announced in the model's call order, each as soon as it and all before it are done.
 */
import type { CostUsd, Usage } from "../cost/usage.ts";
import type { ErrorInfo, FailureKind } from "../kernel/errors.ts";
import type { AttemptRecord, StopReason, TurnStatus } from "../kernel/result.ts";
import type { ModelStop, RuntimeKind, UserContent } from "../sessions/message.ts";

/** Added to each body when it is published. */
export interface EventEnvelope {
  readonly runId: string;
  /** The run that spawned this one. */
  readonly parentRunId?: string;
  readonly sessionId: string | null;
  /** Cursor: from 1 within the run, without gaps. */
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export type EventBody =
  | { readonly type: "lifecycle.start"; readonly sessionKey: string | null; readonly agentId: string }
  | {
      readonly type: "lifecycle.end";
      readonly status: TurnStatus;
      readonly stopReason: StopReason;
      readonly durationMs: number;
    }
  | { readonly type: "lifecycle.error"; readonly error: ErrorInfo; readonly durationMs: number }
  | {
      readonly type: "queue";
      readonly lane: string;
      readonly state: "waiting" | "admitted";
      readonly waitedMs: number;
      readonly ahead: number;
    }
  | {
      readonly type: "route";
      readonly runtime: RuntimeKind;
      readonly provider: string;
      readonly model: string;
      readonly why: readonly string[];
    }
  | {
      readonly type: "attempt.start";
      readonly attempt: number;
      readonly runtime: RuntimeKind;
      readonly provider: string;
      readonly model: string;
      readonly profile: string | null;
    }
  | { readonly type: "attempt.end"; readonly attempt: AttemptRecord }
  /** What this attempt showed (these block ids) is void: take it back. */
  | {
      readonly type: "attempt.discarded";
      readonly attempt: number;
      readonly reason: FailureKind;
      readonly blockIds: readonly string[];
    }
  | {
      readonly type: "recovery";
      readonly step: string;
      readonly reason: FailureKind;
      readonly waitMs: number;
      readonly message: string;
    }
  | {
      readonly type: "fallback";
      readonly from: { readonly runtime: RuntimeKind; readonly provider: string; readonly model: string };
      readonly to: { readonly runtime: RuntimeKind; readonly provider: string; readonly model: string };
      readonly reason: FailureKind;
    }
  | { readonly type: "step-start"; readonly step: number }
  | {
      readonly type: "step-finish";
      readonly step: number;
      readonly finishReason: ModelStop;
      readonly usage: Usage;
      readonly costUsd: CostUsd;
    }
  | { readonly type: "text-start"; readonly id: string }
  | { readonly type: "text-delta"; readonly id: string; readonly delta: string }
  | { readonly type: "text-end"; readonly id: string }
  | { readonly type: "reasoning-start"; readonly id: string }
  | { readonly type: "reasoning-delta"; readonly id: string; readonly delta: string }
  | { readonly type: "reasoning-end"; readonly id: string }
  | { readonly type: "tool-input-start"; readonly toolCallId: string; readonly toolName: string }
  | { readonly type: "tool-input-delta"; readonly toolCallId: string; readonly delta: string }
  | { readonly type: "tool-input-end"; readonly toolCallId: string }
  | {
      readonly type: "tool-call";
      readonly toolCallId: string;
      readonly toolName: string;
      readonly input: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: "tool-progress";
      readonly toolCallId: string;
      readonly toolName: string;
      readonly content: readonly UserContent[];
    }
  | {
      readonly type: "tool-result";
      readonly toolCallId: string;
      readonly toolName: string;
      readonly content: readonly UserContent[];
      readonly isError: boolean;
      readonly durationMs: number;
      /** What the tool tells hosts beside the result (a diff, an exit code), as JSON; the model never sees it. */
      readonly details?: unknown;
    }
  | {
      readonly type: "approval.request";
      readonly approvalId: string;
      readonly toolCallId: string;
      readonly toolName: string;
      readonly summary: string;
    }
  | {
      readonly type: "approval.response";
      readonly approvalId: string;
      readonly toolCallId: string;
      readonly allowed: boolean;
      readonly by: "user" | "rule" | "timeout" | "nobody" | "error";
    }
  | {
      readonly type: "steering";
      readonly outcome: "steered" | "queued" | "started" | "rejected";
      readonly reason?: string;
    }
  | {
      readonly type: "compaction.start";
      readonly trigger: "manual" | "threshold" | "overflow";
      readonly tokensBefore: number;
    }
  | {
      readonly type: "compaction.end";
      readonly ok: boolean;
      readonly tokensBefore: number;
      readonly tokensAfter: number;
      readonly willRetry: boolean;
      readonly error?: ErrorInfo;
    }
  | { readonly type: "prompt.changed"; readonly parts: readonly string[] }
  | { readonly type: "session.native-reset"; readonly runtime: RuntimeKind; readonly reason: string }
  | {
      readonly type: "hook";
      readonly event: string;
      readonly name: string;
      readonly outcome: "ok" | "denied" | "changed" | "failed" | "timeout";
      readonly durationMs: number;
      readonly message?: string;
    }
  | {
      readonly type: "subagent";
      readonly childRunId: string;
      readonly state: "started" | "ended";
      readonly status?: TurnStatus;
    }
  | { readonly type: "delivery_receipt"; readonly channel: string; readonly receipt: string }
  | { readonly type: "warning"; readonly code: string; readonly message: string }
  | {
      readonly type: "finish";
      readonly stopReason: StopReason;
      readonly usage: Usage;
      readonly costUsd: CostUsd;
    };

/** One event as subscribers, the log and the wire see it. */
export type TandemEvent = EventBody & EventEnvelope;

/** The discriminants of the union. */
export type EventType = EventBody["type"];

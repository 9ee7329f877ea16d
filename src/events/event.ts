/**
 * The normalised event union: one sequence for one scenario, whatever the engine. Part names follow the AI SDK's stream
 * parts. Ids of text and reasoning blocks are unique within a run.
 *
 * Order of one turn: `lifecycle.start` · `queue`? · `route` · per model call (`attempt.start` · `step-start` · blocks ·
 * `tool-call`* · `attempt.end` · `tool-result`* · `step-finish`) · `finish` · `lifecycle.end` or `lifecycle.error`.
 * `tool-result`s are announced in the model's call order, each as soon as it and all before it are done.
 */
import type { Unreported } from "../cost/spent.ts";
import type { CostUsd, Usage, UsageReport } from "../cost/usage.ts";
import type { ErrorInfo, FailureKind } from "../kernel/errors.ts";
import type { AttemptRecord, StopReason, TurnStatus } from "../kernel/result.ts";
import type { ModelStop, RuntimeKind, UserContent } from "../sessions/message.ts";

/** Added to each body when it is published. */
export interface EventEnvelope {
  readonly runId: string;
  /** The run that started this one. */
  readonly parentRunId?: string;
  readonly sessionId: string | null;
  /** Cursor: from 1 within the run, without gaps. */
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export type EventBody =
  /** The request is valid and the run is open. Every run that gets that far has exactly one, as its first event. */
  | { readonly type: "lifecycle.start"; readonly sessionKey: string | null; readonly agentId: string }
  /** The run is over and its result is known, including after a limit, a timeout or an abort. */
  | {
      readonly type: "lifecycle.end";
      readonly status: TurnStatus;
      readonly stopReason: StopReason;
      readonly durationMs: number;
    }
  /** The run failed. For an invalid request this is the only event. */
  | { readonly type: "lifecycle.error"; readonly error: ErrorInfo; readonly durationMs: number }
  /** The turn is waiting for its lane, or was admitted after waiting. Only for waits of two seconds or more. */
  | {
      readonly type: "queue";
      readonly lane: string;
      readonly state: "waiting" | "admitted";
      readonly waitedMs: number;
      readonly ahead: number;
      /** The run in another process that holds the session. */
      readonly holder?: string;
    }
  /** What the turn runs on, and why. */
  | {
      readonly type: "route";
      readonly runtime: RuntimeKind;
      readonly provider: string;
      readonly model: string;
      readonly why: readonly string[];
    }
  /** A request to a provider is about to leave. */
  | {
      readonly type: "attempt.start";
      readonly attempt: number;
      readonly runtime: RuntimeKind;
      readonly provider: string;
      readonly model: string;
      readonly profile: string | null;
      /** The engine's own subagent that sends it; absent for requests of the conversation. */
      readonly agent?: string;
    }
  /** A request to a provider has ended, successfully or not. */
  | { readonly type: "attempt.end"; readonly attempt: AttemptRecord }
  /** The output of this attempt (these block ids) no longer counts: remove it. */
  | {
      readonly type: "attempt.discarded";
      readonly attempt: number;
      readonly reason: FailureKind;
      readonly blockIds: readonly string[];
    }
  /** A recovery continues the turn after a failure. */
  | {
      readonly type: "recovery";
      readonly step: string;
      readonly reason: FailureKind;
      readonly waitMs: number;
      readonly message: string;
    }
  /** The turn continues from the transcript with another model or engine. */
  | {
      readonly type: "fallback";
      readonly from: { readonly runtime: RuntimeKind; readonly provider: string; readonly model: string };
      readonly to: { readonly runtime: RuntimeKind; readonly provider: string; readonly model: string };
      readonly reason: FailureKind;
    }
  /** A model call begins. Steps count from 1 within the run. */
  | { readonly type: "step-start"; readonly step: number }
  /** A model call and the tools it called are done. */
  | {
      readonly type: "step-finish";
      readonly step: number;
      readonly finishReason: ModelStop;
      /** Nothing but zeros where `usageReport` is `unknown`. */
      readonly usage: Usage;
      readonly costUsd: CostUsd;
      /** Absent: the provider reported all of it. */
      readonly usageReport?: Exclude<UsageReport, "complete">;
    }
  /** A block of the reply begins. */
  | { readonly type: "text-start"; readonly id: string }
  /** More of a block of the reply. */
  | { readonly type: "text-delta"; readonly id: string; readonly delta: string }
  /** A block of the reply is complete. */
  | { readonly type: "text-end"; readonly id: string }
  /** A block of reasoning begins. */
  | { readonly type: "reasoning-start"; readonly id: string }
  /** More of a block of reasoning. */
  | { readonly type: "reasoning-delta"; readonly id: string; readonly delta: string }
  /** A block of reasoning is complete. */
  | { readonly type: "reasoning-end"; readonly id: string }
  /** The model starts to write a tool call. */
  | { readonly type: "tool-input-start"; readonly toolCallId: string; readonly toolName: string }
  /** More of a tool call's input, as JSON text. */
  | { readonly type: "tool-input-delta"; readonly toolCallId: string; readonly delta: string }
  /** A tool call's input is complete. */
  | { readonly type: "tool-input-end"; readonly toolCallId: string }
  /** A tool call is complete. */
  | {
      readonly type: "tool-call";
      readonly toolCallId: string;
      readonly toolName: string;
      readonly input: Readonly<Record<string, unknown>>;
    }
  /** Output of a tool that is still running. */
  | {
      readonly type: "tool-progress";
      readonly toolCallId: string;
      readonly toolName: string;
      readonly content: readonly UserContent[];
    }
  /** A tool call is done. */
  | {
      readonly type: "tool-result";
      readonly toolCallId: string;
      readonly toolName: string;
      readonly content: readonly UserContent[];
      readonly isError: boolean;
      readonly durationMs: number;
      /** Extra data for hosts (a diff, an exit code), as JSON; the model never sees it. */
      readonly details?: unknown;
    }
  /** A tool needs a person's approval before it continues. */
  | {
      readonly type: "approval.request";
      readonly approvalId: string;
      readonly toolCallId: string;
      readonly toolName: string;
      readonly summary: string;
      /** What "always" would remember, in readable form; absent: it cannot be remembered. */
      readonly rule?: string;
      /** When a missing answer becomes a no; absent: it is already answered, or nobody can be asked. */
      readonly expiresAt?: number;
    }
  /** The answer to an `approval.request`, and who gave it. */
  | {
      readonly type: "approval.response";
      readonly approvalId: string;
      readonly toolCallId: string;
      readonly allowed: boolean;
      readonly by: "user" | "rule" | "timeout" | "nobody" | "error" | "abort";
      /** The rule that was remembered. */
      readonly remembered?: string;
      /** With a no: what the user wants instead of the call. */
      readonly instead?: string;
    }
  /** The outcome of a message sent during a run. */
  | {
      readonly type: "steering";
      /** Of the message, as `send` gave it. */
      readonly messageId: string;
      readonly outcome: "steered" | "queued" | "started" | "rejected";
      readonly reason?: string;
    }
  /** The older part of the history is about to be summarised. */
  | {
      readonly type: "compaction.start";
      readonly trigger: "manual" | "threshold" | "overflow";
      readonly tokensBefore: number;
    }
  /** The history was summarised, or left unchanged. */
  | {
      readonly type: "compaction.end";
      readonly ok: boolean;
      readonly tokensBefore: number;
      readonly tokensAfter: number;
      readonly willRetry: boolean;
      readonly error?: ErrorInfo;
    }
  /** These parts of the system prompt differ from the session's last turn. */
  | { readonly type: "prompt.changed"; readonly parts: readonly string[] }
  /** The engine's own session could not be used; a new one was built from the transcript. */
  | { readonly type: "session.native-reset"; readonly runtime: RuntimeKind; readonly reason: string }
  /** A hook ran. */
  | {
      readonly type: "hook";
      readonly event: string;
      readonly name: string;
      readonly outcome: "ok" | "denied" | "changed" | "failed" | "timeout";
      readonly durationMs: number;
      readonly message?: string;
    }
  /** A subagent's run started or ended. Its own events belong to its run. */
  | {
      readonly type: "subagent";
      readonly childRunId: string;
      /** The call that started it. */
      readonly toolCallId: string;
      readonly agentId: string;
      readonly state: "started" | "ended";
      /** Its task, cut to 200 characters. */
      readonly task: string;
      /** Present when it ended; usage and cost include its own subagents. */
      readonly status?: TurnStatus;
      readonly usage?: Usage;
      readonly costUsd?: CostUsd;
      readonly knownCostUsd?: number;
      readonly unreported?: Unreported;
    }
  /** A channel accepted a message. */
  | {
      readonly type: "delivery_receipt";
      readonly channel: string;
      readonly receipt: string;
      /** The call of the message tool that sent it. */
      readonly toolCallId: string;
      /** `null`: the channel has only one target. */
      readonly target: string | null;
      readonly text: string;
      readonly media: readonly string[];
    }
  /** Something went wrong, but the turn continued. */
  | { readonly type: "warning"; readonly code: string; readonly message: string }
  /** The reply is complete: totals for the whole turn. */
  | {
      readonly type: "finish";
      readonly stopReason: StopReason;
      readonly usage: Usage;
      readonly costUsd: CostUsd;
      /** At least this; with `costUsd` as long as that is known. */
      readonly knownCostUsd: number;
      readonly unreported: Unreported;
    };

/** One event as subscribers, the log and the wire see it. */
export type TandemEvent = EventBody & EventEnvelope;

/** The discriminants of the union. */
export type EventType = EventBody["type"];

/** How an engine run ended, in the words of the result: the same rules for every engine. */
import { UNPAID } from "../cost/attempt-usage.ts";
import type { EngineRunResult } from "../engines/runtime.ts";
import { sentenceFor } from "../failure/sentence.ts";
import { TandemError } from "../kernel/errors.ts";
import type { PendingToolCall, StopReason, TurnStatus } from "../kernel/result.ts";
import type { RuntimeContext } from "../routing/model.ts";
import type { MessageOrigin } from "../sessions/message.ts";
import { toldCall } from "../tools/client/pending.ts";
import type { LeftCall } from "../tools/runner.ts";
import type { TransportScope } from "../transport/transport.ts";
import type { PreparedTurn } from "./executor.ts";
import { messageUsage } from "./step-tracker.ts";

export interface TurnOutcome {
  readonly status: TurnStatus;
  readonly stopReason: StopReason;
  readonly error: TandemError | null;
  /** What ran last. */
  readonly context: RuntimeContext;
  /** Whether text of a message that then failed had been shown. */
  readonly shown: boolean;
  /** In place of the model's last message: the summary of a compaction, the JSON of a structured reply. */
  readonly text?: string;
  /** What a structured reply says. */
  readonly output?: { readonly value: unknown };
  /** Calls that the caller is to run; the turn ended because of them. */
  readonly pending?: readonly PendingToolCall[];
}

/** Decides the outcome, keeps what was shown of a cut message, and reports what no longer counts. */
export function judge(
  turn: PreparedTurn,
  context: RuntimeContext,
  scope: TransportScope,
  result: EngineRunResult,
): TurnOutcome {
  const { tracker } = turn;
  if (turn.signal.aborted) {
    keepPartial(turn, context, "aborted", null);
    turn.ledger.settle();
    return { ...stopped(turn.signal), context, shown: false };
  }
  if (turn.runner.pending.length > 0) {
    turn.ledger.settle();
    return waiting(turn.runner.pending, context);
  }
  if (scope.limit === "context") {
    turn.ledger.settle();
    const message = "The conversation has outgrown the model's context window.";
    const error = new TandemError({ code: "context_overflow", message });
    return { status: "failed", stopReason: "error", error, context, shown: false };
  }
  if (scope.limit !== null) {
    turn.ledger.settle();
    return cut(scope.limit, limitError(turn, scope.limit), context);
  }
  if (result.outcome === "ok" && tracker.lastMessage !== null && !turn.ledger.openFailed) {
    turn.ledger.settle();
    return endedOutcome(turn, context);
  }
  const error = failureError(scope, result);
  const { blockIds } = keepPartial(turn, context, "error", error);
  const attempt = turn.ledger.current;
  turn.ledger.settle(blockIds.length > 0);
  if (blockIds.length > 0) turn.emit({ type: "attempt.discarded", attempt, reason: error.kind, blockIds });
  return { status: "failed", stopReason: "error", error, context, shown: blockIds.length > 0 };
}

function endedOutcome(turn: PreparedTurn, context: RuntimeContext): TurnOutcome {
  const { stop, text } = turn.tracker.totals;
  switch (stop) {
    case "max_tokens": {
      const message = "The reply was cut at the output limit.";
      const remediation = "Send another message to continue, or raise streamParams.maxOutputTokens.";
      const error = new TandemError({ code: "max_output_tokens", message, remediation });
      return cut("max_tokens", error, context);
    }
    case "refusal": {
      const error = new TandemError({ code: "content_policy", message: "The model declined to answer." });
      return cut("refusal", error, context);
    }
    case "tool_calls":
      return cut("tool_calls", null, context);
    default:
      if (text.trim() === "") {
        turn.emit({
          type: "warning",
          code: "empty_reply",
          message: "The model ended its turn without any text.",
        });
      }
      return {
        status: "completed",
        stopReason: stop === "stop_sequence" ? "stop_sequence" : "stop",
        error: null,
        context,
        shown: false,
      };
  }
}

/** The turn is over and its caller's results are awaited. */
export function waiting(left: readonly LeftCall[], context: RuntimeContext): TurnOutcome {
  const pending = left.map(toldCall);
  return { status: "completed", stopReason: "tool_calls", error: null, context, shown: false, pending };
}

function cut(stopReason: StopReason, error: TandemError | null, context: RuntimeContext): TurnOutcome {
  return { status: "incomplete", stopReason, error, context, shown: false };
}

/** Where messages of this context come from. */
export function originOf(context: RuntimeContext, profile: string | null): MessageOrigin {
  return {
    runtime: context.runtime,
    provider: context.provider.id,
    model: context.model.id,
    api: context.model.api,
    ...(profile === null ? {} : { profile }),
  };
}

/** Keeps what a cut message had shown: stored as failed or aborted, and left out of what is sent later. */
function keepPartial(
  turn: PreparedTurn,
  context: RuntimeContext,
  stop: "error" | "aborted",
  error: TandemError | null,
): { readonly blockIds: readonly string[] } {
  const { blockIds, content } = turn.tracker.abandon();
  if (content.length > 0 || stop === "error") {
    turn.recorder.append({
      type: "assistant",
      runId: turn.runId,
      message: {
        role: "assistant",
        content,
        stop,
        origin: originOf(context, turn.rotationFor(context).profile),
        ...messageUsage(turn.ledger.openUsage ?? UNPAID),
        ...(error === null ? {} : { error: error.toJSON() }),
      },
    });
  }
  return { blockIds };
}

/** The one error of a failed engine run: the credential's, else the wire's, else the engine's own. */
export function failureError(scope: TransportScope, result: EngineRunResult): TandemError {
  const { failure } = scope;
  if (scope.credentialError !== null) return scope.credentialError;
  if (failure !== null) {
    return new TandemError({
      code: failure.kind,
      message: sentenceFor(failure),
      details: {
        status: failure.status,
        providerType: failure.providerType,
        providerCode: failure.providerCode,
        retryAfterMs: failure.retryAfterMs,
        stage: failure.stage,
      },
      cause: [failure.socketCode, failure.message].filter(Boolean).join(": ") || undefined,
    });
  }
  if (result.outcome === "failed") {
    if (TandemError.isInstance(result.cause)) return result.cause;
    return new TandemError({ code: result.kind, message: result.message, cause: result.cause });
  }
  return new TandemError({ code: "unknown", message: "The engine ended without a message from the model." });
}

export function stopped(signal: AbortSignal): Pick<TurnOutcome, "status" | "stopReason" | "error"> {
  const error = TandemError.from(signal.reason, "aborted");
  if (error.kind === "timeout") return { status: "timeout", stopReason: "timeout", error };
  // Another process took the session over: nobody wanted this turn to stop.
  if (error.code === "session_busy") return { status: "failed", stopReason: "error", error };
  return { status: "aborted", stopReason: "aborted", error };
}

function limitError(turn: PreparedTurn, limit: "max_turns" | "max_budget"): TandemError {
  if (limit === "max_budget" && turn.budget.refusal !== null) return turn.budget.refusal;
  return new TandemError({
    code: "max_turns",
    field: "maxTurns",
    message: `The turn used its ${turn.maxTurns} model calls and was not done.`,
    remediation: "Raise maxTurns, or send another message to continue.",
  });
}

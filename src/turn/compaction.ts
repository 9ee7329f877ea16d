/** Replaces the older part of a turn's conversation by a summary: the same on every engine. A failed summary changes nothing. */
import { type ContextBudget, contextBudget, contextTokens } from "../context/budget.ts";
import { cutPoint } from "../context/compaction/cut.ts";
import { summarise } from "../context/compaction/summary.ts";
import { afterCompaction, afterSummary, beforeCompaction } from "../hooks/compaction.ts";
import { TandemError } from "../kernel/errors.ts";
import { summaryMessage } from "../sessions/history.ts";
import type { Message } from "../sessions/message.ts";
import type { ExecutorDeps, PreparedTurn } from "./executor.ts";
import type { TurnOutcome } from "./outcome.ts";
import type { RunPlan } from "./recovery/recovery.ts";
import { sideCall } from "./side-call.ts";

/** Of the conversation, what a compaction on a person's wish leaves as it is. */
const MANUAL_KEEP = 0.25;

export interface CompactionRequest {
  readonly trigger: "manual" | "threshold" | "overflow";
  /** What the person wants kept in particular. */
  readonly focus?: string;
  /** Whether the turn continues after it. */
  readonly willRetry: boolean;
  /** Whether the model still takes the conversation as it is, so that it can be asked what to remember; default true. */
  readonly askable?: boolean;
}

export interface Compacted {
  readonly summary: string;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/**
 * Compacts the turn's conversation; `null` when there is nothing that could be cut off. Rejects with TandemError
 * `compaction_failure` or `aborted`; the conversation is then as it was.
 */
export async function compact(
  turn: PreparedTurn,
  plan: RunPlan,
  deps: ExecutorDeps,
  request: CompactionRequest,
): Promise<Compacted | null> {
  const { context } = plan;
  const budget = contextBudget(context.model, turn.offerTokens);
  const messages = turn.recorder.messages;
  // Each further compaction of a turn has to give more room than the one before.
  const tokensBefore = contextTokens(messages, budget);
  const most = budget.keepRecent / 2 ** turn.tracker.totals.compactions;
  const keep = request.trigger === "manual" ? Math.min(most, tokensBefore * MANUAL_KEEP) : most;
  const cut = cutPoint(messages, keep);
  // A summary alone is not summarised again.
  if (cut === 0 || (cut === 1 && turn.recorder.entryIds[0] === null)) return null;
  const refusal = await refused(turn, request, tokensBefore, budget);
  if (refusal !== null) {
    if (request.trigger !== "manual") return null;
    const message = `A hook refused to summarise the conversation: ${refusal}`;
    throw new TandemError({ code: "hook_denied", message, remediation: "Do what the reason says first." });
  }
  if (request.askable !== false) await turn.memoryFlush?.run(turn, plan, deps);
  turn.emit({ type: "compaction.start", trigger: request.trigger, tokensBefore });
  try {
    const written = await summarise({
      messages: messages.slice(0, cut),
      window: budget.window,
      focus: request.focus,
      ask: (question) => sideCall(turn, context, deps, question),
    });
    const summary = await withContext(turn, written, context.model.id);
    const tokensAfter = commit(turn, budget, summary, cut, tokensBefore);
    const { willRetry } = request;
    turn.emit({ type: "compaction.end", ok: true, tokensBefore, tokensAfter, willRetry });
    await told(turn, { summary, tokensBefore, tokensAfter, willRetry, error: null });
    return { summary, tokensBefore, tokensAfter };
  } catch (cause) {
    const error = TandemError.from(cause, "compaction_failure");
    turn.emit({
      type: "compaction.end",
      ok: false,
      tokensBefore,
      tokensAfter: tokensBefore,
      willRetry: false,
      error: error.toJSON(),
    });
    if (!turn.signal.aborted) {
      const unchanged = { tokensBefore, tokensAfter: tokensBefore, willRetry: false };
      await told(turn, { summary: null, ...unchanged, error: error.toJSON() });
    }
    throw error;
  }
}

async function refused(
  turn: PreparedTurn,
  { trigger, focus }: CompactionRequest,
  tokensBefore: number,
  { window }: ContextBudget,
): Promise<string | null> {
  if (turn.hooks === undefined) return null;
  const { messages } = turn.recorder;
  return beforeCompaction(turn.hooks, { trigger, focus, messages, tokensBefore, contextWindow: window });
}

async function withContext({ hooks }: PreparedTurn, summary: string, model: string): Promise<string> {
  return hooks === undefined ? summary : afterSummary(hooks, summary, model);
}

async function told({ hooks }: PreparedTurn, end: Parameters<typeof afterCompaction>[1]): Promise<void> {
  if (hooks !== undefined) await afterCompaction(hooks, end);
}

/** A turn that only compacts, on a person's wish. Rejects as {@link compact} does. */
export async function compactTurn(
  turn: PreparedTurn,
  deps: ExecutorDeps,
  focus?: string,
): Promise<TurnOutcome> {
  const plan: RunPlan = { context: turn.context, views: [] };
  const done = await compact(turn, plan, deps, { trigger: "manual", focus, willRetry: false });
  const text = done?.summary ?? "There is nothing to compact yet: the whole conversation is recent.";
  return { status: "completed", stopReason: "stop", error: null, context: turn.context, shown: false, text };
}

function commit(
  turn: PreparedTurn,
  budget: ContextBudget,
  summary: string,
  cut: number,
  tokensBefore: number,
): number {
  const kept: Message[] = [summaryMessage(summary), ...turn.recorder.messages.slice(cut)];
  const tokensAfter = contextTokens(kept, budget);
  turn.recorder.compact({ runId: turn.runId, summary, cut, tokensBefore, tokensAfter });
  turn.tracker.countCompaction();
  return tokensAfter;
}

/** Before an engine run: makes the conversation fit the model's window, or says why it cannot. */
import { type ContextBudget, contextBudget, contextTokens, SMALL_WINDOW } from "../context/budget.ts";
import { truncateResults } from "../context/truncate-results.ts";
import { TandemError } from "../kernel/errors.ts";
import { compact } from "./compaction.ts";
import type { ExecutorDeps, PreparedTurn } from "./executor.ts";
import type { RunPlan } from "./recovery/recovery.ts";

/** Compactions of one turn at most, whatever asked for them. */
export const MAX_COMPACTIONS = 3;

/**
 * The plan to run: the same one when everything fits. Tool results too large for the window are cut first, as that costs
 * nothing; then the conversation is compacted. Throws TandemError `context_overflow` when the prompt alone is too large, and what
 * {@link compact} throws.
 */
export async function makeRoom(turn: PreparedTurn, plan: RunPlan, deps: ExecutorDeps): Promise<RunPlan> {
  const { model } = plan.context;
  const budget = contextBudget(model, turn.offerTokens);
  if (budget.window < SMALL_WINDOW) warnOnce(turn, budget);
  const now = contextTokens(turn.recorder.messages, budget);
  if (turn.memoryFlush !== null && now > budget.available - turn.memoryFlush.softTokens)
    await turn.memoryFlush.run(turn, plan, deps);
  if (now <= budget.available) return plan;
  let next = plan;
  if (truncateResults(turn.recorder.messages, budget.window) !== turn.recorder.messages) {
    next = withTruncation(plan);
    if (fits(turn, budget, true)) return next;
  }
  while (canCompact(turn)) {
    const done = await compact(turn, plan, deps, { trigger: "threshold", willRetry: true });
    if (done === null || fits(turn, budget, true)) break;
  }
  const tokens = contextTokens(seen(turn, budget, true), budget) + budget.overhead;
  if (tokens <= budget.window) return next;
  throw new TandemError({
    code: "context_overflow",
    message: `This turn needs about ${tokens} tokens; ${model.provider}/${model.id} takes ${budget.window}.`,
    details: { tokens, window: budget.window },
  });
}

export function canCompact(turn: PreparedTurn): boolean {
  return turn.tracker.totals.compactions < MAX_COMPACTIONS;
}

/** Whether what stands now leaves the reserve free. */
export function fits(turn: PreparedTurn, budget: ContextBudget, truncated = false): boolean {
  return contextTokens(seen(turn, budget, truncated), budget) <= budget.available;
}

export function withTruncation(plan: RunPlan): RunPlan {
  const { contextWindow } = plan.context.model;
  return { ...plan, views: [...plan.views, (messages) => truncateResults(messages, contextWindow)] };
}

function seen(turn: PreparedTurn, budget: ContextBudget, truncated: boolean) {
  const { messages } = turn.recorder;
  return truncated ? truncateResults(messages, budget.window) : messages;
}

function warnOnce(turn: PreparedTurn, { window }: ContextBudget): void {
  if (turn.ledger.current > 0) return;
  turn.emit({
    type: "warning",
    code: "small_context_window",
    message: `The model's context window has only ${window} tokens.`,
  });
}

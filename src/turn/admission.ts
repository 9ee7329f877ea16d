/** Whether a turn's next model call may leave: the same question for every engine, asked where requests leave. */
import { contextBudget } from "../context/budget.ts";
import type { RuntimeContext } from "../routing/model.ts";
import type { Admission } from "../transport/transport.ts";
import type { PreparedTurn } from "./executor.ts";
import { canCompact, fits } from "./make-room.ts";
import { overBudget } from "./next-call.ts";

/** For `ScopeOptions.admit` of one engine run. */
export function admission(turn: PreparedTurn, context: RuntimeContext): () => Admission {
  const stepsBefore = turn.tracker.totals.steps;
  return () => {
    const { steps } = turn.tracker.totals;
    if (turn.maxTurns !== undefined && steps >= turn.maxTurns) return { admit: false, reason: "max_turns" };
    if (overBudget(turn, context) !== null) return { admit: false, reason: "max_budget" };
    // The first call of a run comes right after room was made; a later one may have grown too large by tool results.
    if (steps === stepsBefore || !canCompact(turn)) return { admit: true };
    const budget = contextBudget(context.model, turn.offerTokens);
    return fits(turn, budget) ? { admit: true } : { admit: false, reason: "context" };
  };
}

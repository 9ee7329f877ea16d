/** Asks hooks, when the model has ended its reply, whether it may: a hook can make it continue. */
import { TandemError } from "../kernel/errors.ts";
import type { PreparedTurn } from "./executor.ts";
import { stopped, type TurnOutcome } from "./outcome.ts";

/** Times one turn continues because a hook wants it. */
export const MAX_STOP_BLOCKS = 8;

/** The final outcome, or `null`: the model was told what is left to do, and the turn continues. Never rejects. */
export function stopHooks(turn: PreparedTurn): (outcome: TurnOutcome) => Promise<TurnOutcome | null> {
  let blocks = 0;
  return async (outcome) => {
    const { hooks } = turn;
    if (outcome.status !== "completed" || outcome.pending !== undefined || !hooks?.has("Stop"))
      return outcome;
    let reason: string | null;
    try {
      const stop = await hooks.fire("Stop", {
        stop_hook_active: blocks > 0,
        last_assistant_message: outcome.text ?? turn.tracker.totals.text,
      });
      reason = stop.denied;
    } catch (failure) {
      if (turn.signal.aborted) return { ...outcome, ...stopped(turn.signal) };
      return { ...outcome, status: "failed", stopReason: "error", error: TandemError.from(failure) };
    }
    if (reason === null) return outcome;
    if (blocks >= MAX_STOP_BLOCKS) {
      const message = `A hook made the turn continue ${blocks} times, so it was not asked again.`;
      turn.emit({ type: "warning", code: "stop_hook_limit", message });
      return outcome;
    }
    blocks += 1;
    turn.recorder.append({
      type: "user",
      runId: turn.runId,
      message: { role: "user", content: [{ type: "text", text: reason }] },
    });
    return null;
  };
}

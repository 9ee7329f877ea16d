/** The last resort against an overflow: tool results too large for the window are cut in what is sent, once. */
import { truncateResults } from "../../context/truncate-results.ts";
import { withTruncation } from "../make-room.ts";
import type { Recovery } from "./recovery.ts";

export function truncateToolResults(): Recovery {
  let done = false;
  return {
    name: "truncate-results",
    async next({ turn, plan, error }) {
      if (error.kind !== "context_overflow" || done) return null;
      done = true;
      const { messages } = turn.recorder;
      if (truncateResults(messages, plan.context.model.contextWindow) === messages) return null;
      return {
        plan: withTruncation(plan),
        waitMs: 0,
        message: "Cut tool results that are too large for the model.",
      };
    },
  };
}

/** The provider says the conversation is too long: compact it and continue from the summary. */
import { compact } from "../compaction.ts";
import type { ExecutorDeps } from "../executor.ts";
import { canCompact } from "../make-room.ts";
import type { Recovery } from "./recovery.ts";

/** Throws the compaction's own failure: the history is untouched then, and the turn ends with it. */
export function compactHistory(deps: ExecutorDeps): Recovery {
  return {
    name: "compact",
    async next({ turn, plan, error, limit }) {
      if (error.kind !== "context_overflow" || !canCompact(turn)) return null;
      const askable = limit === "context";
      const done = await compact(turn, plan, deps, { trigger: "overflow", willRetry: true, askable });
      if (done === null) return null;
      const { tokensBefore, tokensAfter } = done;
      return {
        plan,
        waitMs: 0,
        message: `Compacted the conversation from about ${tokensBefore} to ${tokensAfter} tokens.`,
      };
    },
  };
}

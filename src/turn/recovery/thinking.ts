/** The model refuses the thinking level: the nearest one it names and that was not tried yet. */
import { classify } from "../../failure/classify.ts";
import { THINKING_LEVELS, type ThinkingLevel } from "../../routing/model.ts";
import type { Recovery } from "./recovery.ts";

export function lowerThinking(): Recovery {
  /** By profile: another account may have what this one lacks. */
  const triedBy = new Map<string | null, Set<ThinkingLevel>>();
  return {
    name: "lower-thinking",
    async next({ turn, plan, error, failure }) {
      if (error.kind !== "thinking_unsupported") return null;
      const { thinking } = plan.context;
      const tried = triedBy.get(turn.ledger.profile) ?? new Set();
      triedBy.set(turn.ledger.profile, tried.add(thinking));
      const { details } = classify({
        message: failure?.message ?? error.message,
        status: failure?.status ?? null,
      });
      const named = (details?.supportedThinkingLevels as readonly string[] | undefined) ?? ["off"];
      const level = nearestLevel(
        thinking,
        THINKING_LEVELS.filter((one) => named.includes(one) && !tried.has(one)),
      );
      if (level === null) return null;
      return {
        plan: {
          ...plan,
          context: { ...plan.context, thinking: level },
          askedThinking: plan.askedThinking ?? thinking,
        },
        waitMs: 0,
        message: `The model takes no thinking level "${thinking}"; trying "${level}".`,
      };
    },
  };
}

/** The closest level; of two equally close ones the weaker. */
export function nearestLevel(wanted: ThinkingLevel, levels: readonly ThinkingLevel[]): ThinkingLevel | null {
  const rank = (level: ThinkingLevel) => THINKING_LEVELS.indexOf(level);
  let best: ThinkingLevel | null = null;
  for (const level of levels) {
    const distance = Math.abs(rank(level) - rank(wanted));
    if (best === null || distance < Math.abs(rank(best) - rank(wanted))) best = level;
  }
  return best;
}

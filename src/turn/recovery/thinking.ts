/** The model refuses the thinking level: the nearest one it names and that was not tried yet. */
import { classify } from "../../failure/classify.ts";
import { THINKING_LEVELS, type ThinkingLevel } from "../../routing/model.ts";
import type { Recovery } from "./recovery.ts";

export function lowerThinking(): Recovery {
  const tried = new Set<ThinkingLevel>();
  return {
    name: "lower-thinking",
    async next({ plan, error, failure }) {
      if (error.kind !== "thinking_unsupported") return null;
      const { thinking } = plan.context;
      tried.add(thinking);
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
        plan: { ...plan, context: { ...plan.context, thinking: level } },
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

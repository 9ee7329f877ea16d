/** A message that was cut off in passing is asked for again; what it showed has been taken back. */
import type { ProfileRotation } from "../../auth/rotation.ts";
import type { RuntimeContext } from "../../routing/model.ts";
import type { Recovery } from "./recovery.ts";
import type { RetryBudget } from "./retry-budget.ts";
import { withAskedThinking } from "./rotate-profile.ts";

export interface RetryStreamDeps {
  readonly retries: RetryBudget;
  readonly rotationFor: (context: RuntimeContext) => ProfileRotation;
}

/** Shares the budget with the wire. A failure of which the engine had seen nothing yet was the wire's to recover. */
export function retryStream({ retries, rotationFor }: RetryStreamDeps): Recovery {
  return {
    name: "retry-stream",
    async next({ plan, failure }) {
      if (failure?.passedOn !== true) return null;
      if (await rotationFor(plan.context).failed(failure)) {
        const message = "The answer broke off; trying another profile.";
        return { plan: withAskedThinking(plan), waitMs: 0, message };
      }
      const waitMs = retries.take(failure);
      return waitMs === null ? null : { plan, waitMs, message: "The answer broke off; asking for it again." };
    },
  };
}

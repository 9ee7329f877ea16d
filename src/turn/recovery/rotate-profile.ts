/**
 * Another profile after the thinking level was lowered: it begins with the level that was asked for, which is another body and so
 * not the wire's to send. Everywhere else the wire changes profiles by itself.
 */
import type { ProfileRotation } from "../../auth/rotation.ts";
import type { RuntimeContext } from "../../routing/model.ts";
import type { Recovery, RunPlan } from "./recovery.ts";

export interface RotateProfileDeps {
  readonly rotationFor: (context: RuntimeContext) => ProfileRotation;
}

export function rotateProfile({ rotationFor }: RotateProfileDeps): Recovery {
  return {
    name: "rotate-profile",
    async next({ plan, failure }) {
      if (plan.askedThinking === undefined || failure === null || failure.passedOn) return null;
      const rotation = rotationFor(plan.context);
      if (!(await rotation.failed(failure))) return null;
      return { plan: withAskedThinking(plan), waitMs: 0, message: `Trying profile ${rotation.profile}.` };
    },
  };
}

/** The plan with the thinking level that was asked for. */
export function withAskedThinking(plan: RunPlan): RunPlan {
  const thinking = plan.askedThinking ?? plan.context.thinking;
  return { ...plan, context: { ...plan.context, thinking }, askedThinking: undefined };
}

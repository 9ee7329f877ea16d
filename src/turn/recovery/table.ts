/** Every recovery of the executor, in the order in which they are asked. The wire's own (profile, retry) come before all of these. */

import type { ProfileRotation } from "../../auth/rotation.ts";
import type { RuntimeContext } from "../../routing/model.ts";
import type { ExecutorDeps } from "../executor.ts";
import { compactHistory } from "./compact.ts";
import { type FallBackDeps, fallBack } from "./fall-back.ts";
import { makeRoomBetweenCalls } from "./make-room.ts";
import type { Recovery } from "./recovery.ts";
import { repairOrder } from "./repair-order.ts";
import type { RetryBudget } from "./retry-budget.ts";
import { retryStream } from "./retry-stream.ts";
import { rotateProfile } from "./rotate-profile.ts";
import { shrinkImages } from "./shrink-images.ts";
import { lowerThinking } from "./thinking.ts";
import { truncateToolResults } from "./truncate-results.ts";

export interface RecoveryDeps extends FallBackDeps {
  readonly executor: ExecutorDeps;
  readonly retries: RetryBudget;
  readonly rotationFor: (context: RuntimeContext) => ProfileRotation;
}

/** A turn's own recoveries: each holds what this turn has tried. */
export function recoveryTable(deps: RecoveryDeps): readonly Recovery[] {
  return [
    makeRoomBetweenCalls(), //           stopped by Tandem        the next run makes room first
    lowerThinking(), //                  thinking_unsupported     nearest level the model names
    shrinkImages(), //                   image_size, _dimension   all images smaller, once
    repairOrder(), //                    role_ordering            strict alternation, once
    compactHistory(deps.executor), //    context_overflow         summary of the older part, three times at most
    truncateToolResults(), //            context_overflow         oversized tool results cut, once
    rotateProfile(deps), //              lowered thinking         next profile, with the level that was asked for
    retryStream(deps), //                cut off mid-message      same model again, within the retry budget
    fallBack(deps), //                   whatever else may pass   next model, then next engine
  ];
}

/** What a recovery is: one way to go on after a failed engine run. One file each, tried in the order of their table. */
import type { TandemError } from "../../kernel/errors.ts";
import type { RuntimeContext } from "../../routing/model.ts";
import type { ClassifiedFailure } from "../../transport/transport.ts";

/** What a failed run leaves for a recovery to decide on. */
export interface RecoveryInput {
  readonly context: RuntimeContext;
  readonly error: TandemError;
  /** The wire's facts, when the failure came over it. */
  readonly failure: ClassifiedFailure | null;
  /** Engine runs of this turn so far. */
  readonly runs: number;
  /** Whether text reached the user or a tool ran in this turn. */
  readonly committed: boolean;
  readonly signal: AbortSignal;
}

/** How to go on: always from the transcript as it stands. */
export interface RecoveryPlan {
  /** For the event and the attempt record. */
  readonly step: string;
  readonly waitMs: number;
  readonly message: string;
  readonly context: RuntimeContext;
}

export interface Recovery {
  readonly name: string;
  /** Null: not this one's business, or it has nothing left to try. */
  plan(input: RecoveryInput): Promise<RecoveryPlan | null>;
}

/** What a recovery is: one way to continue after a failed engine run. One file each, tried in the order of `table.ts`. */
import type { TandemError } from "../../kernel/errors.ts";
import type { RuntimeContext, ThinkingLevel } from "../../routing/model.ts";
import type { Message } from "../../sessions/message.ts";
import type { ClassifiedFailure, Limit } from "../../transport/transport.ts";
import type { PreparedTurn } from "../executor.ts";

/** Changes what is sent, never what is stored. Applied to the repaired history, prompt included. */
export type HistoryView = (messages: readonly Message[]) => readonly Message[] | Promise<readonly Message[]>;

/** What the next engine run is made of; everything else comes from the turn and its transcript. */
export interface RunPlan {
  readonly context: RuntimeContext;
  readonly views: readonly HistoryView[];
  /** The level that was asked for, where one that the model refused was lowered; another profile begins with it again. */
  readonly askedThinking?: ThinkingLevel | undefined;
  /** Milliseconds waited before it, as the executor notes. */
  readonly waitedMs?: number;
}

/** A failed engine run, for a recovery to decide on. */
export interface FailedRun {
  readonly turn: PreparedTurn;
  readonly plan: RunPlan;
  readonly error: TandemError;
  /** The wire's facts, when the failure came over it. */
  readonly failure: ClassifiedFailure | null;
  /** Set when Tandem itself stopped the run before a request. */
  readonly limit: Limit | null;
  /** Whether text of the failed message had been shown. */
  readonly shown: boolean;
}

/** How to continue. */
export interface NextRun {
  readonly plan: RunPlan;
  readonly waitMs: number;
  /** For people, one sentence. */
  readonly message: string;
}

/**
 * A recovery of one turn. It holds what it has tried, so a turn makes its own. `null`: not its business, or nothing left to
 * try; then the next one of the table is asked.
 */
export interface Recovery {
  readonly name: string;
  next(failed: FailedRun): Promise<NextRun | null>;
}

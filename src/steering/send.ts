/** Messages to a session that may be in the middle of a turn: how they are sent, and what can become of them. */
import type { ErrorInfo } from "../kernel/errors.ts";
import type { ExecutionResult } from "../kernel/result.ts";

/**
 * What to do when a turn of the session runs. Without one, every mode starts a turn.
 * - `steer`: the message enters that turn before its next model call; when there is none, it becomes a turn of its own.
 * - `followup`: a turn of its own, after those that wait already.
 * - `collect`: gathered with others until nothing came for 500 ms and no turn of the session runs, then one turn for all.
 * - `interrupt`: that turn is stopped, and a turn of its own starts before those that wait.
 */
export type SendMode = "steer" | "followup" | "collect" | "interrupt";

export interface SendOptions {
  /** Default `steer`. */
  readonly mode?: SendMode;
}

/** What became of a message. */
export interface SendOutcome {
  /**
   * `steered`: it entered the running turn. `started`: a turn for it runs. `queued`: its turn waits for others of the session, here
   * or in another process. `rejected`: nothing will come of it.
   */
  readonly outcome: "steered" | "queued" | "started" | "rejected";
  /** The run that carries it; `null` when rejected. */
  readonly runId: string | null;
  /** Why it was not what the mode asked for. */
  readonly reason?: string;
  /** With `rejected`. */
  readonly error?: ErrorInfo;
}

/** A message on its way. Neither promise rejects. */
export interface SentMessage {
  /** Names it in `steering` events. */
  readonly id: string;
  /**
   * Settles when it is sure what became of the message: for `steer` when it has entered the turn, which is after the tools of the step
   * that runs now. A tool must not wait for it.
   */
  readonly outcome: Promise<SendOutcome>;
  /** The result of the run that carries it; `null` when rejected. */
  readonly result: Promise<ExecutionResult | null>;
  /**
   * Takes the message back while it waits to enter a running turn; it is then `rejected` with code `aborted`. False: it has entered, or
   * has become a turn of its own, which its `abortSignal` stops.
   */
  withdraw(): boolean;
}

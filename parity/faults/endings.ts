/** Endings that many faults share. Retries are set to two in one turn. */
import { type Fault, failed, finished } from "./fault.ts";

export type Ends = Fault["ends"];

/** A failure that may pass, before the first byte: sent again by the wire, then another model. */
export const RETRIED: Ends = {
  alone: failed(3, "retry", "retry"),
  model: finished(4, "retry", "retry", "fall-back"),
};

/** As above, and it speaks against the profile: another one comes before any wait. */
export const RETRIED_OR_ROTATED: Ends = { alone: RETRIED.alone, profile: finished(2, "rotate-profile") };

/** Speaks against the profile, and waiting does not help. */
export const ROTATED: Ends = { alone: failed(1), profile: finished(2, "rotate-profile") };

/** Another model may take what this one does not; another profile would not. */
export const OTHER_MODEL: Ends = { alone: failed(1), profile: failed(1), model: finished(2, "fall-back") };

/** The answer breaks off once the engine reads it: asked for again by the executor, from the transcript. */
export const ASKED_AGAIN: Ends = {
  alone: failed(3, "retry-stream", "retry-stream"),
  model: finished(4, "retry-stream", "retry-stream", "fall-back"),
};

/** Too much for the window: there is nothing to compact in a single exchange, and another model is never the answer. */
export const COMPACTED: Ends = { alone: failed(1), history: finished(3, "compact") };

/** The request is mended once and sent again. */
export function mendedBy(step: string): Ends {
  return { alone: failed(2, step), passing: finished(2, step) };
}

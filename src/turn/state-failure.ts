/** What becomes of a write that the store refused: never a failed turn, unless the session is another process's now. */
import type { EventBody } from "../events/event.ts";
import { TandemError } from "../kernel/errors.ts";

export function reportStateFailure(emit: (body: EventBody) => void, controller: AbortController) {
  return (cause: unknown): void => {
    const error = TandemError.from(cause, "state_persist_failed");
    // Another process has the session now: nothing more of this turn would be kept.
    if (error.code === "session_busy") controller.abort(error);
    else emit({ type: "warning", code: "state_persist_failed", message: error.message });
  };
}

/** Tool calls that never get a result, as when the process of their turn was killed: they would look as if they still ran. */
import type { TandemEvent } from "../../../events/event.ts";
import { MISSING_RESULT_TEXT } from "../../../sessions/repair.ts";

type ToolCall = Extract<TandemEvent, { type: "tool-call" }>;

export class OpenCalls {
  readonly #calls = new Map<string, ToolCall>();

  see(event: TandemEvent): void {
    if (event.type === "tool-call") this.#calls.set(event.toolCallId, event);
    if (event.type === "tool-result") this.#calls.delete(event.toolCallId);
  }

  /** A result for each call that has none, in the words that the model gets. */
  results(): TandemEvent[] {
    return [...this.#calls.values()].map(({ input: _input, ...call }) => ({
      ...call,
      type: "tool-result",
      content: [{ type: "text", text: MISSING_RESULT_TEXT }],
      isError: true,
      durationMs: 0,
    }));
  }
}

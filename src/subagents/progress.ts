/** What subagents are doing, as progress of the call that spawned them. */
import type { TandemEvent } from "../events/event.ts";
import type { ToolContext } from "../tools/tool.ts";
import type { SubagentTask } from "./task.ts";

/** A line for each task: its state, the tool it is at, how it ended. */
export class Progress {
  readonly #tasks: readonly SubagentTask[];
  readonly #lines: string[];
  readonly #onUpdate: ToolContext["onUpdate"];

  constructor(tasks: readonly SubagentTask[], onUpdate: ToolContext["onUpdate"]) {
    this.#tasks = tasks;
    this.#lines = tasks.map(() => "waiting");
    this.#onUpdate = onUpdate;
  }

  observe(task: SubagentTask, event: TandemEvent): void {
    const line = lineOf(event);
    const index = this.#tasks.indexOf(task);
    if (line === null || index === -1) return;
    this.#lines[index] = line;
    const text = this.#lines
      .map((one, n) => (this.#lines.length === 1 ? one : `${n + 1}: ${one}`))
      .join("\n");
    this.#onUpdate([{ type: "text", text }]);
  }
}

function lineOf(event: TandemEvent): string | null {
  switch (event.type) {
    case "route":
      return `working on ${event.provider}/${event.model} (${event.runtime})`;
    case "tool-call":
      return `calls ${event.toolName}`;
    case "lifecycle.end":
      return event.status;
    case "lifecycle.error":
      return `failed: ${event.error.message}`;
    default:
      return null;
  }
}

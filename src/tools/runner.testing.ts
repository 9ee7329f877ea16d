/** What the tests of the runner share. */
import { setImmediate as turnOfLoop } from "node:timers/promises";
import type { EventBody } from "../events/event.ts";
import type { ToolCallBlock } from "../sessions/message.ts";
import { createToolRunner, type ToolRunnerOptions } from "./runner.ts";
import { toolContext } from "./testing.ts";
import type { ToolCallOutput, ToolDefinition } from "./tool.ts";

/** A call as it is in the model's message. */
export function call(id: string, name: string, input: Record<string, unknown> = {}): ToolCallBlock {
  return { type: "tool-call", id, name, input };
}

/** A runner, and what it reports. */
export function setup(tools: readonly ToolDefinition[], overrides: Partial<ToolRunnerOptions> = {}) {
  const abort = new AbortController();
  const events: EventBody[] = [];
  const stored: string[] = [];
  let stepsDone = 0;
  const runner = createToolRunner({
    tools,
    context: toolContext("/tmp"),
    emit: (event) => events.push(event),
    onResult: ({ id }, output: ToolCallOutput) => stored.push(`${id}:${output.isError ? "error" : "ok"}`),
    onStepDone: () => {
      stepsDone += 1;
    },
    signal: abort.signal,
    ...overrides,
  });
  const results = () => events.flatMap((event) => (event.type === "tool-result" ? [event.toolCallId] : []));
  return { runner, abort, events, stored, results, stepsDone: () => stepsDone };
}

/** Lets everything that is ready happen: the first call loads the schema compiler, which takes turns of the loop. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turnOfLoop();
}

/** Gives back its text. */
export const echo: ToolDefinition = {
  name: "echo",
  description: "echo",
  inputSchema: {
    type: "object",
    properties: { text: { type: "string" }, times: { type: "integer", minimum: 1 } },
    required: ["text"],
    additionalProperties: false,
  },
  readOnly: true,
  execute: ({ text }) => Promise.resolve({ content: [{ type: "text", text: String(text) }] }),
};

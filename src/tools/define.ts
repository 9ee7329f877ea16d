/** Keeps a tool's input type while it is written, and forgets it for the runner, which has validated the input by then. */
import type { ToolDefinition } from "./tool.ts";

/** `Input` must say what `inputSchema` says. */
export function defineTool<Input>(tool: ToolDefinition<Input>): ToolDefinition {
  return tool as unknown as ToolDefinition;
}

/** Makes results the model can read out of text and failures. */
import { TandemError } from "../kernel/errors.ts";
import type { ToolCallOutput, ToolOutput } from "./tool.ts";

/** A successful result of one text block. `details` is for hosts, never for the model. */
export function textOutput(text: string, details?: unknown): ToolOutput {
  return { content: [{ type: "text", text }], ...(details === undefined ? {} : { details }) };
}

/** An error result of one text block. */
export function errorOutput(text: string): ToolCallOutput {
  return { content: [{ type: "text", text }], isError: true };
}

/** What the model is told about a failure: the message, and the remedy where it names something the model can act on. */
export function failureOutput(failure: unknown): ToolCallOutput {
  const error = TandemError.from(failure, "tool_error");
  const message = error.message.trim() || "The tool failed without a message.";
  // The remedy of the bare kind only says "see the message".
  const remedy = error.code === "tool_error" ? "" : error.remediation;
  return errorOutput(remedy === "" || message.includes(remedy) ? message : `${message}\n${remedy}`);
}

/** What the model is told about a call that was cut off with its turn. */
export function stoppedOutput(reason: unknown): ToolCallOutput {
  const timedOut = TandemError.isInstance(reason) && reason.kind === "timeout";
  return errorOutput(
    timedOut
      ? "Tool call aborted: the turn ran into its timeout."
      : "Tool call aborted: the turn was stopped before it finished.",
  );
}

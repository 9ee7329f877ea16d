/** Results that a caller submits for calls which an earlier turn left pending. */
import { TandemError } from "../../kernel/errors.ts";
import type { SubmittedToolResult } from "../../kernel/request.ts";
import type { Entry } from "../../sessions/entry.ts";
import type { LeftCall, SubmittedCall } from "../runner.ts";
import type { ToolOutput } from "../tool.ts";
import { pendingCalls } from "./pending.ts";

export interface Submission {
  /** In the order they were submitted in. */
  readonly results: readonly SubmittedCall[];
  /** What still waits after them. */
  readonly rest: readonly LeftCall[];
}

/**
 * Holds results against what the session waits for. Throws TandemError `validation_failed` with field `toolResults[n].toolCallId` for
 * an id that is not pending, and `toolResults` when there is nothing to continue from.
 */
export function readSubmission(
  entries: readonly Entry[],
  submitted: readonly SubmittedToolResult[],
): Submission {
  const pending = pendingCalls(entries);
  const results = submitted.map((result, index): SubmittedCall => {
    const call = pending.find(({ id }) => id === result.toolCallId);
    if (call === undefined) throw notPending(entries, pending, result.toolCallId, index);
    return { call, output: outputOf(result) };
  });
  if (submitted.length === 0 && pending.length === 0 && !endsWithResult(entries)) {
    throw new TandemError({
      code: "validation_failed",
      field: "toolResults",
      message: "The session does not wait for tool results, so there is nothing to continue.",
      remediation: "Send a prompt.",
    });
  }
  const answered = new Set(results.map(({ call }) => call.id));
  return { results, rest: pending.filter(({ id }) => !answered.has(id)) };
}

function outputOf({ content, isError }: SubmittedToolResult): ToolOutput {
  return {
    content: typeof content === "string" ? [{ type: "text", text: content }] : content,
    isError: isError === true,
  };
}

/** After a turn that took the last results and then failed, no results at all mean to try once more. */
function endsWithResult(entries: readonly Entry[]): boolean {
  const last = entries.findLast(
    (entry) =>
      entry.type === "tool_result" ||
      entry.type === "user" ||
      (entry.type === "assistant" && entry.message.stop !== "error" && entry.message.stop !== "aborted"),
  );
  return last?.type === "tool_result";
}

function notPending(
  entries: readonly Entry[],
  pending: readonly LeftCall[],
  id: string,
  index: number,
): TandemError {
  const answered = entries.some((entry) => entry.type === "tool_result" && entry.message.toolCallId === id);
  const called = entries.some(
    (entry) =>
      entry.type === "assistant" &&
      entry.message.content.some((block) => block.type === "tool-call" && block.id === id),
  );
  const what = answered
    ? "has its result already"
    : called
      ? "is no longer pending: the conversation continued without it"
      : "was not made in this session";
  const ids = pending.map((call) => call.id);
  return new TandemError({
    code: "validation_failed",
    field: `toolResults[${index}].toolCallId`,
    message: `The tool call "${id}" ${what}.`,
    remediation:
      ids.length === 0
        ? "No call of this session waits for a result: send a prompt."
        : `Pending calls: ${ids.join(", ")}.`,
    details: { toolCallId: id, pending: ids },
  });
}

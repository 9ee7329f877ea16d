/** Stage 1: takes the arguments from the JSON the model wrote, so that cut-off or patched-up JSON is never run. */
import { isDeepStrictEqual } from "node:util";
import { TandemError } from "../../kernel/errors.ts";
import type { ToolCallInput } from "../tool.ts";
import type { Gate, PendingCall } from "./stage.ts";

const WRITE_AGAIN = "Send the call again with complete, valid JSON arguments.";

/** Refuses a call whose raw JSON does not parse to an object. */
export const parse: Gate = (pending) => ({ ...pending, input: parseArguments(pending.call) });

/** The arguments of a call. Throws TandemError `tool_input_invalid`. */
export function parseArguments(call: ToolCallInput): Readonly<Record<string, unknown>> {
  // A call without arguments is streamed as no text at all.
  const raw = call.rawInput?.trim() ?? "";
  if (raw === "") return objectOf(call.input, call.name);
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch (cause) {
    const message = `The arguments of "${call.name}" are not valid JSON (cut off, or malformed), so it was not run.`;
    throw new TandemError({ code: "tool_input_invalid", message, remediation: WRITE_AGAIN, cause });
  }
  return objectOf(value, call.name);
}

/**
 * Refuses a call whose engine parsed something else out of the raw JSON than it says. Comes after validation, so that an
 * engine's coercion (`"2"` to `2`) is reported as the wrong type that it is.
 */
export const agree: Gate = (pending) => {
  const { call, input } = pending;
  if (call.rawInput === undefined || sameJson(call.input, input)) return pending;
  const message = `The arguments of "${call.name}" were read differently by the engine than written, so it was not run.`;
  throw new TandemError({ code: "tool_input_invalid", message, remediation: WRITE_AGAIN });
};

function objectOf(value: unknown, name: string): PendingCall["input"] {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as PendingCall["input"];
  const message = `The arguments of "${name}" must be a JSON object, so it was not run.`;
  throw new TandemError({ code: "tool_input_invalid", message, remediation: WRITE_AGAIN });
}

function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  // Equal text is the common case; otherwise the order of keys may differ.
  return left === right || isDeepStrictEqual(JSON.parse(left ?? "null"), JSON.parse(right ?? "null"));
}

/** Takes a request from a caller who need not be TypeScript: every field is known, and each is of its type. */
import { randomUUID } from "node:crypto";
import { TandemError } from "./errors.ts";
import { fieldProblem, JITLESS } from "./field-error.ts";
import type { TurnRequest } from "./request.ts";
import { requestSchema } from "./request-schema.ts";

/** Throws TandemError `validation_failed` that names the field, and the nearest one where it is not known. */
export function checkedRequest(given: unknown): TurnRequest {
  const parsed = requestSchema.safeParse(given, JITLESS);
  if (parsed.success) return withOwnNames(given as TurnRequest);
  const { field, message, remedy } = fieldProblem(requestSchema, given, parsed.error, "The request");
  throw new TandemError({
    code: "validation_failed",
    ...(field === "" ? {} : { field }),
    message,
    remediation: field === "" ? 'Give an object, such as { prompt: "Hello" }.' : remedy,
  });
}

/** A request as the kernel takes it up. */
export interface ReadRequest {
  /** With a problem: only what is needed to report it. */
  readonly request: TurnRequest;
  readonly problem: TandemError | null;
}

/** Never throws. */
export function readRequest(given: unknown): ReadRequest {
  try {
    return { request: checkedRequest(given), problem: null };
  } catch (error) {
    const { onAgentEvent } = (given ?? {}) as TurnRequest;
    const request = typeof onAgentEvent === "function" ? { onAgentEvent } : {};
    return { request, problem: TandemError.from(error) };
  }
}

/** The id a request asks for, or a new one. */
export function runIdOf(given: unknown): string {
  const runId = (given as TurnRequest | null | undefined)?.runId;
  return typeof runId === "string" ? runId : randomUUID();
}

/** The request with its fields under the names that the rest of Tandem reads. */
function withOwnNames(request: TurnRequest): TurnRequest {
  if (request.thinkLevel === undefined) return request;
  const { thinkLevel, thinking = thinkLevel, ...rest } = request;
  if (thinking === thinkLevel) return { ...rest, thinking };
  throw new TandemError({
    code: "validation_failed",
    field: "thinkLevel",
    message: `thinkLevel is "${thinkLevel}" and thinking is "${thinking}"; they are one setting.`,
    remediation: "Leave one of them out.",
  });
}

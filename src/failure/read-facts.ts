/** Reads what somebody else recorded of a failure, in whatever types it came. */
import type { FailureFacts } from "./facts.ts";

/**
 * The facts in a parsed JSON value; fields it does not know are ignored. A string is a message alone. `null`: nothing in it says
 * anything about a failure.
 */
export function readFacts(value: unknown): FailureFacts | null {
  if (typeof value === "string") return { message: value };
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const fields = value as Readonly<Record<string, unknown>>;
  const facts: FailureFacts = {
    provider: text(fields.provider),
    status: figure(fields.status),
    type: text(fields.type),
    code: typeof fields.code === "number" ? fields.code : text(fields.code),
    name: text(fields.name),
    cause: text(fields.cause),
    message: text(fields.message) ?? "",
    retryAfterMs: figure(fields.retryAfterMs),
    socketCode: text(fields.socketCode),
    idle: fields.idle === true,
  };
  const { provider: _, ...telling } = facts;
  return Object.values(telling).some((fact) => fact !== null && fact !== "" && fact !== false) ? facts : null;
}

function text(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value : (JSON.stringify(value) ?? null);
}

function figure(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

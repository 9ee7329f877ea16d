/** Makes facts of what came back: error bodies of every form seen, Retry-After, socket errors. Judges nothing. */
import type { Redact } from "./redact.ts";
import type { WireFailure } from "./transport.ts";

const LONGEST_MESSAGE = 4_000;

interface Given {
  readonly status: number | null;
  readonly stage: WireFailure["stage"];
  readonly retryAfterMs?: number | null;
  readonly idle?: boolean;
  readonly redact: Redact;
}

/** Facts of an error body, or of an error event inside a stream. */
export function factsOfBody(body: string, given: Given): WireFailure {
  const said = providerError(body);
  return {
    status: given.status,
    providerType: said?.type ?? null,
    providerCode: said?.code ?? null,
    message: given.redact(said?.message ?? body.trim()).slice(0, LONGEST_MESSAGE),
    retryAfterMs: given.retryAfterMs ?? null,
    socketCode: null,
    stage: given.stage,
    idle: given.idle ?? false,
  };
}

/** Facts of a connection that could not be made, broke, or went silent. */
export function factsOfSocket(error: unknown, given: Given): WireFailure {
  return {
    status: given.status,
    providerType: null,
    providerCode: null,
    message: given.redact(messageOf(error)).slice(0, LONGEST_MESSAGE),
    retryAfterMs: given.retryAfterMs ?? null,
    socketCode: codeOf(error),
    stage: given.stage,
    idle: given.idle ?? false,
  };
}

/** Milliseconds from `retry-after-ms`, or `retry-after` in seconds or as a date; `null` when absent or not understood. */
export function retryAfterMs(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  now: number,
): number | null {
  const exact = Number.parseFloat(first(headers["retry-after-ms"]));
  if (Number.isFinite(exact)) return Math.max(0, Math.round(exact));
  const value = first(headers["retry-after"]).trim();
  if (/^\d+(\.\d+)?$/.test(value)) return Math.round(Number(value) * 1_000);
  // `Date.parse` takes almost anything for a date; a real one names its month.
  const date = /[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

interface ProviderError {
  readonly type: string | null;
  readonly code: string | null;
  readonly message: string | null;
}

function providerError(body: string): ProviderError | null {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  // Google's compatible endpoint wraps its error in an array.
  const outer = record(Array.isArray(value) ? value[0] : value);
  if (outer === null) return null;
  const response = record(outer.response);
  const inner = record(outer.error) ?? record(response?.error) ?? outer;
  const outerText = typeof outer.error === "string" ? outer.error : null;
  return {
    // `{"type":"error"}` around it, and a stream's event name, are no error type.
    type: inner === outer && isEventName(outer.type) ? null : text(inner.type),
    code: text(inner.code),
    message: text(inner.message) ?? outerText ?? text(inner.detail),
  };
}

function isEventName(type: unknown): boolean {
  return type === "error" || (typeof type === "string" && type.startsWith("response."));
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function text(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}

function first(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): string | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = (at as NodeJS.ErrnoException).code;
    if (typeof code === "string") return code;
  }
  return null;
}

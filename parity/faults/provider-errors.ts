/** What providers send with an error, in the form of each API. */
import type { ErrorReply, WireApi } from "../wire/model-server.ts";

export function rateLimit(api: WireApi): ErrorReply {
  return error(api, 429, "Rate limit reached for requests per minute.");
}

const ANTHROPIC_TYPE: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  529: "overloaded_error",
};

const OPENAI_TYPE: Readonly<Record<number, readonly [type: string, code: string | null]>> = {
  401: ["invalid_request_error", "invalid_api_key"],
  402: ["billing_error", null],
  403: ["permission_error", null],
  404: ["invalid_request_error", "model_not_found"],
  429: ["rate_limit_error", "rate_limit_exceeded"],
  500: ["server_error", null],
  503: ["server_error", null],
  529: ["overloaded_error", null],
};

/** A provider's error in the form of its API, with its own words. */
export function error(api: WireApi, status: number, message: string): ErrorReply {
  if (api === "anthropic-messages") {
    const type = ANTHROPIC_TYPE[status] ?? "api_error";
    return { status, body: { type: "error", error: { type, message }, request_id: "req_scripted" } };
  }
  const [type, code] = OPENAI_TYPE[status] ?? ["invalid_request_error", null];
  return { status, body: { error: { message, type, param: null, code } } };
}

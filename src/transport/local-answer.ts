/** Answers that Tandem gives by itself, in the form of the API that was asked. No provider was involved. */
import type { ApiKind } from "../routing/model.ts";

/** `error.type` of such an answer. */
export type LocalErrorType =
  | "tandem_unexpected_request"
  | "tandem_max_turns"
  | "tandem_context"
  | "tandem_max_budget"
  | "tandem_missing_auth"
  | "tandem_request_not_prepared"
  | "tandem_upstream_failed"
  | "authentication_error"
  | "not_found_error"
  | "request_too_large";

/** Tells the SDKs of both makers not to try again by themselves. */
export const LOCAL_HEADERS = { "content-type": "application/json", "x-should-retry": "false" } as const;

export function localBody(api: ApiKind, type: LocalErrorType, message: string): string {
  return JSON.stringify(
    api === "anthropic-messages"
      ? { type: "error", error: { type, message } }
      : { error: { message, type, param: null, code: type } },
  );
}

export function localAnswer(api: ApiKind, status: number, type: LocalErrorType, message: string): Response {
  return new Response(localBody(api, type, message), { status, headers: LOCAL_HEADERS });
}

/** Every fault of the matrix. Retries are set to two in one turn. */
import type { WireApi } from "../wire/model-server.ts";
import { type Fault, failed, finished, incomplete } from "./fault.ts";

type Ends = Fault["ends"];

/** A failure that may pass, before the first byte: sent again by the wire, then another model. */
const RETRIED: Ends = {
  alone: failed(3, "retry", "retry"),
  model: finished(4, "retry", "retry", "fall-back"),
};

/** As above, and it speaks against the profile: another one comes before any wait. */
const RETRIED_OR_ROTATED: Ends = { alone: RETRIED.alone, profile: finished(2, "rotate-profile") };

/** Speaks against the profile, and waiting does not help. */
const ROTATED: Ends = { alone: failed(1), profile: finished(2, "rotate-profile") };

/** Another model may take what this one does not; another profile would not. */
const OTHER_MODEL: Ends = { alone: failed(1), profile: failed(1), model: finished(2, "fall-back") };

/** The answer breaks off once the engine reads it: asked for again by the executor, from the transcript. */
const ASKED_AGAIN: Ends = {
  alone: failed(3, "retry-stream", "retry-stream"),
  model: finished(4, "retry-stream", "retry-stream", "fall-back"),
};

/** Too much for the window: there is nothing to compact in a single exchange, and another model is never the answer. */
const COMPACTED: Ends = { alone: failed(1), history: finished(3, "compact") };

/** The request is mended once and sent again. */
function mendedBy(step: string): Ends {
  return { alone: failed(2, step), passing: finished(2, step) };
}

export const FAULTS: readonly Fault[] = [
  {
    id: "400-format",
    title: "400, the form of the request",
    kind: "format",
    reply: ({ api }) => error(api, 400, "messages.1.content: Input should be a valid list"),
    ends: OTHER_MODEL,
    proves: ["FAIL-01", "FAIL-06"],
  },
  {
    id: "401",
    title: "401, the key is refused",
    kind: "auth",
    reply: ({ api, key }) => error(api, 401, `Incorrect API key provided: ${key}.`),
    ends: { ...ROTATED, model: finished(2, "fall-back") },
    proves: ["FAIL-01", "FAIL-03", "FAIL-06"],
  },
  {
    id: "402",
    title: "402, no credit",
    kind: "billing",
    reply: ({ api }) => error(api, 402, "Your credit balance is too low to access the API."),
    ends: ROTATED,
    proves: ["FAIL-01", "FAIL-03", "FAIL-06"],
  },
  {
    id: "403",
    title: "403, no permission",
    kind: "auth",
    reply: ({ api }) => error(api, 403, "Your API key does not have permission to use this resource."),
    ends: ROTATED,
    proves: ["FAIL-01", "FAIL-03", "FAIL-06"],
  },
  {
    id: "404-model",
    title: "404, no such model",
    kind: "model_not_found",
    reply: ({ api }) => error(api, 404, "model: first"),
    ends: OTHER_MODEL,
    says: /model: first/,
    proves: ["FAIL-01", "FAIL-06"],
  },
  {
    id: "408",
    title: "408, request timeout",
    kind: "timeout",
    reply: () => ({ status: 408 }),
    ends: RETRIED_OR_ROTATED,
    proves: ["FAIL-01", "FAIL-03", "FAIL-14"],
  },
  {
    id: "413",
    title: "413, the request is too large",
    kind: "context_overflow",
    reply: ({ api }) => error(api, 413, "Request exceeds the maximum size"),
    ends: COMPACTED,
    proves: ["FAIL-12", "FAIL-01", "FAIL-06"],
  },
  {
    id: "429-after-1s",
    title: "429, Retry-After 1 s",
    kind: "rate_limit",
    reply: ({ api }) => ({ ...rateLimit(api), headers: { "retry-after": "1" } }),
    waitMs: 1_000,
    ends: { ...RETRIED, ...RETRIED_OR_ROTATED, passing: finished(2, "retry") },
    proves: ["FAIL-01", "FAIL-03", "FAIL-04", "FAIL-14"],
  },
  {
    id: "429-after-120s",
    title: "429, Retry-After 120 s",
    kind: "rate_limit",
    reply: ({ api }) => ({ ...rateLimit(api), headers: { "retry-after": "120" } }),
    ends: ROTATED,
    proves: ["FAIL-01", "FAIL-03", "FAIL-14"],
  },
  {
    id: "429",
    title: "429 without Retry-After",
    kind: "rate_limit",
    reply: ({ api }) => rateLimit(api),
    ends: { ...ROTATED, model: finished(2, "fall-back") },
    proves: ["FAIL-01", "FAIL-03", "FAIL-06"],
  },
  {
    id: "429-quota",
    title: "429, quota used up",
    kind: "billing",
    reply: ({ api }) => {
      const message = "You exceeded your current quota, please check your plan and billing details.";
      return api === "anthropic-messages"
        ? error(api, 429, message)
        : {
            status: 429,
            body: { error: { message, type: "insufficient_quota", param: null, code: "insufficient_quota" } },
          };
    },
    ends: ROTATED,
    proves: ["FAIL-01", "FAIL-02", "FAIL-03"],
  },
  {
    id: "500",
    title: "500",
    kind: "server_error",
    reply: ({ api }) => error(api, 500, "Internal server error"),
    ends: { ...RETRIED, profile: failed(3, "retry", "retry"), passing: finished(2, "retry") },
    proves: ["FAIL-01", "FAIL-14", "FAIL-06"],
  },
  {
    id: "502-html",
    title: "502 with a web page",
    kind: "server_error",
    reply: () => ({
      status: 502,
      body: "<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>",
    }),
    ends: RETRIED,
    says: /status 502/,
    proves: ["FAIL-01", "FAIL-14"],
  },
  {
    id: "503",
    title: "503",
    kind: "overloaded",
    reply: ({ api }) => error(api, 503, "Service temporarily unavailable"),
    ends: RETRIED_OR_ROTATED,
    proves: ["FAIL-01", "FAIL-14"],
  },
  {
    id: "529",
    title: "529 with a body",
    kind: "overloaded",
    reply: ({ api }) => error(api, 529, "Overloaded"),
    ends: { ...RETRIED, ...RETRIED_OR_ROTATED },
    proves: ["FAIL-01", "FAIL-03", "FAIL-14"],
  },
  {
    id: "529-empty",
    title: "529 without a body",
    kind: "overloaded",
    reply: () => ({ status: 529, body: "" }),
    ends: RETRIED_OR_ROTATED,
    says: /status 529/,
    proves: ["FAIL-01", "FAIL-02", "FAIL-14"],
  },
  {
    id: "refused",
    title: "connection refused",
    kind: "network",
    reply: "refused",
    ends: RETRIED,
    proves: ["FAIL-01", "FAIL-14", "FAIL-06"],
  },
  {
    id: "reset",
    title: "connection reset before the headers",
    kind: "network",
    reply: () => ({ cut: "before-headers" }),
    ends: { ...RETRIED, passing: finished(2, "retry") },
    proves: ["FAIL-01", "FAIL-14"],
  },
  {
    id: "cut-delta",
    title: "cut after the first delta",
    kind: "network",
    reply: ({ shown }) => ({ cut: "after-first-delta", text: ["Half an ", "answer."], until: shown }),
    ends: { ...ASKED_AGAIN, passing: finished(2, "retry-stream") },
    proves: ["FAIL-14", "FAIL-15"],
  },
  {
    id: "cut-block",
    title: "cut after a completed block",
    kind: "network",
    reply: ({ shown }) => ({ cut: "after-block", text: "A whole paragraph.", until: shown }),
    ends: ASKED_AGAIN,
    proves: ["FAIL-14", "FAIL-15"],
  },
  {
    id: "cut-tool-json",
    title: "cut inside a tool call's arguments",
    kind: "network",
    reply: ({ shown }) => ({
      cut: "in-tool-json",
      toolCalls: [{ name: "act", input: { note: "this call must never run" } }],
      until: shown,
    }),
    ends: ASKED_AGAIN,
    proves: ["FAIL-14", "FAIL-15"],
  },
  {
    id: "malformed",
    title: "200 that is no event stream",
    kind: "network",
    reply: () => ({ malformed: "not-sse" }),
    ends: ASKED_AGAIN,
    proves: ["FAIL-01", "FAIL-14"],
  },
  {
    id: "200-html",
    title: "200 with a gateway's error page",
    kind: "server_error",
    reply: () => ({ malformed: "html" }),
    ends: ASKED_AGAIN,
    proves: ["FAIL-01", "FAIL-14"],
  },
  {
    id: "cut-start",
    title: "cut after the message's start",
    kind: "network",
    reply: () => ({ cut: "after-start" }),
    ends: ASKED_AGAIN,
    proves: ["FAIL-14"],
  },
  {
    id: "malformed-event",
    title: "an event that is no JSON, in the middle of a stream",
    kind: "network",
    reply: ({ shown }) => ({ malformed: "broken-json", text: ["Half an ", "answer."], until: shown }),
    ends: ASKED_AGAIN,
    proves: ["FAIL-14", "FAIL-15"],
  },
  {
    id: "empty",
    title: "200 without a body",
    kind: "network",
    reply: () => ({ empty: "body" }),
    ends: RETRIED,
    proves: ["FAIL-01", "FAIL-14"],
  },
  {
    id: "error-event",
    title: "error event at the start of the stream",
    kind: "overloaded",
    reply: () => ({ sseError: { type: "overloaded_error", message: "Overloaded" } }),
    ends: RETRIED_OR_ROTATED,
    proves: ["FAIL-01", "FAIL-14"],
  },
  {
    id: "error-event-late",
    title: "error event after the first delta",
    kind: "overloaded",
    reply: ({ shown }) => ({
      sseError: { type: "overloaded_error", message: "Overloaded", at: "after-first-delta" },
      text: ["Half an ", "answer."],
      until: shown,
    }),
    ends: { alone: ASKED_AGAIN.alone, profile: finished(2, "retry-stream") },
    proves: ["FAIL-03", "FAIL-14", "FAIL-15"],
  },
  {
    id: "stall",
    title: "silence before the first byte",
    kind: "timeout",
    reply: () => ({ stall: "before-headers" }),
    ends: RETRIED_OR_ROTATED,
    proves: ["FAIL-14"],
  },
  {
    id: "stall-late",
    title: "silence after the first delta",
    kind: "timeout",
    reply: () => ({ stall: "after-first-delta", text: ["Half an ", "answer."] }),
    ends: { ...ASKED_AGAIN, profile: finished(2, "retry-stream") },
    proves: ["FAIL-14", "FAIL-15"],
  },
  {
    id: "refusal",
    title: "the model refuses",
    kind: "content_policy",
    reply: () => ({ text: "I cannot help with that.", stop: "refusal" }),
    ends: { alone: incomplete("refusal"), model: incomplete("refusal") },
    proves: ["FAIL-01", "FAIL-14"],
  },
  {
    id: "max-tokens",
    title: "the reply reaches the output limit",
    kind: "retry_limit",
    reply: () => ({ text: "As far as it goes", stop: "max_tokens" }),
    ends: { alone: incomplete("max_tokens"), model: incomplete("max_tokens") },
    proves: ["FAIL-14"],
  },
  {
    id: "overflow-prompt",
    title: "overflow: prompt is too long",
    kind: "context_overflow",
    reply: ({ api }) => error(api, 400, "prompt is too long: 250000 tokens > 200000 maximum"),
    ends: { ...COMPACTED, profile: failed(1), model: failed(1) },
    proves: ["FAIL-12", "FAIL-02", "FAIL-06"],
  },
  {
    id: "overflow-sum",
    title: "overflow: input length and max_tokens",
    kind: "context_overflow",
    reply: ({ api }) =>
      error(
        api,
        400,
        "input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000, decrease input length or `max_tokens` and try again",
      ),
    ends: COMPACTED,
    proves: ["FAIL-12", "FAIL-02", "FAIL-06"],
  },
  {
    id: "overflow-code",
    title: "overflow: context_length_exceeded",
    kind: "context_overflow",
    reply: ({ api }) => {
      const message =
        "This model's maximum context length is 200000 tokens. However, your messages resulted in 250000 tokens.";
      const code = "context_length_exceeded";
      return api === "anthropic-messages"
        ? { status: 400, body: { type: "error", error: { type: code, message } } }
        : {
            status: 400,
            body: { error: { message, type: "invalid_request_error", param: "messages", code } },
          };
    },
    ends: COMPACTED,
    proves: ["FAIL-12", "FAIL-02", "FAIL-06"],
  },
  {
    id: "role-order",
    title: "order of roles",
    kind: "role_ordering",
    reply: ({ api }) => error(api, 400, 'messages: roles must alternate between "user" and "assistant"'),
    ends: { ...mendedBy("repair-order"), model: failed(2, "repair-order") },
    says: /\/new/,
    proves: ["FAIL-09"],
  },
  {
    id: "unpaired-call",
    title: "a tool call without its result",
    kind: "role_ordering",
    reply: ({ api }) =>
      error(
        api,
        400,
        api === "anthropic-messages"
          ? "messages.2: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_01. Each `tool_use` block must have a corresponding `tool_result` block in the next message."
          : "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'.",
      ),
    ends: mendedBy("repair-order"),
    says: /\/new/,
    proves: ["FAIL-09"],
  },
  {
    id: "image-size",
    title: "image too large",
    kind: "image_size",
    prompt: { image: true },
    changesBody: true,
    reply: ({ api }) =>
      error(
        api,
        400,
        "messages.0.content.1.image.source.base64: image exceeds 5 MB maximum: 6291456 bytes > 5242880 bytes",
      ),
    ends: mendedBy("shrink-images"),
    says: /^Image too large for the model \(max 5 MB\)\. Please compress or resize the image and try again\.$/,
    proves: ["FAIL-10"],
  },
  {
    id: "image-dimension",
    title: "image of too many pixels",
    kind: "image_dimension",
    prompt: { image: true },
    changesBody: true,
    reply: ({ api }) =>
      error(
        api,
        400,
        "messages.0.content.1.image.source.base64.data: At least one of the image dimensions exceed max allowed size: 8000 pixels",
      ),
    ends: mendedBy("shrink-images"),
    says: /^Image too large for the model\. Please compress or resize the image and try again\.$/,
    proves: ["FAIL-10"],
  },
  {
    id: "thinking",
    title: "thinking level not supported",
    kind: "thinking_unsupported",
    prompt: { thinking: "high" },
    changesBody: true,
    reply: ({ api }) =>
      error(
        api,
        400,
        "Unsupported value: 'high' is not supported with this model. Supported values are: 'low' and 'medium'.",
      ),
    ends: {
      alone: failed(3, "lower-thinking", "lower-thinking"),
      model: finished(4, "lower-thinking", "lower-thinking", "fall-back"),
      passing: finished(2, "lower-thinking"),
    },
    proves: ["FAIL-08"],
  },
];

function rateLimit(api: WireApi) {
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
function error(api: WireApi, status: number, message: string) {
  if (api === "anthropic-messages") {
    const type = ANTHROPIC_TYPE[status] ?? "api_error";
    return { status, body: { type: "error", error: { type, message }, request_id: "req_scripted" } };
  }
  const [type, code] = OPENAI_TYPE[status] ?? ["invalid_request_error", null];
  return { status, body: { error: { message, type, param: null, code } } };
}

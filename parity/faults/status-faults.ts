/** The provider answers with an error. */
import { COMPACTED, OTHER_MODEL, RETRIED, RETRIED_OR_ROTATED, ROTATED } from "./endings.ts";
import { type Fault, failed, finished } from "./fault.ts";
import { error, rateLimit } from "./provider-errors.ts";

export const STATUS_FAULTS: readonly Fault[] = [
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
];

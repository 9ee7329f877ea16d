import { expect, test } from "vitest";
import { factsOfBody, factsOfSocket, retryAfterMs } from "./failure-facts.ts";
import { createRedact } from "./redact.ts";

const given = { status: 400, stage: "headers" as const, redact: createRedact('sk-secret/+"1') };

test.each([
  // Anthropic
  [
    '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
    "overloaded_error",
    null,
    "Overloaded",
  ],
  // OpenAI
  [
    '{"error":{"message":"No","type":"invalid_request_error","param":null,"code":"model_not_found"}}',
    "invalid_request_error",
    "model_not_found",
    "No",
  ],
  // OpenRouter: a number for a code
  ['{"error":{"message":"Provider returned error","code":429}}', null, "429", "Provider returned error"],
  // Google's compatible endpoint
  ['[{"error":{"code":503,"message":"busy","status":"UNAVAILABLE"}}]', null, "503", "busy"],
  // Ollama
  ['{"error":"model \\"x\\" not found"}', null, null, 'model "x" not found'],
  // FastAPI servers
  ['{"detail":"Not Found"}', null, null, "Not Found"],
  ['{"message":"no Route matched"}', null, null, "no Route matched"],
  // events of the Responses API
  ['{"type":"error","code":"server_error","message":"boom"}', null, "server_error", "boom"],
  [
    '{"type":"response.failed","response":{"error":{"code":"rate_limit_exceeded","message":"slow"}}}',
    null,
    "rate_limit_exceeded",
    "slow",
  ],
  // no JSON at all
  ["<html>502 Bad Gateway</html>\n", null, null, "<html>502 Bad Gateway</html>"],
  ["", null, null, ""],
  // JSON without a message: the body itself
  ['{"error":{"foo":1}}', null, null, '{"error":{"foo":1}}'],
])("%s", (body, providerType, providerCode, message) => {
  expect(factsOfBody(body, given)).toMatchObject({ providerType, providerCode, message, status: 400 });
});

test("a long body is cut, and a key is taken out however it was written", () => {
  expect(factsOfBody("x".repeat(5_000), given).message).toHaveLength(4_000);
  const echoes = 'plain sk-secret/+"1, JSON sk-secret/+\\"1, URL sk-secret%2F%2B%221';
  expect(factsOfBody(echoes, given).message).toBe("plain [redacted], JSON [redacted], URL [redacted]");
});

test("a socket's code is found under its wrapping", () => {
  const error = new TypeError("fetch failed", {
    cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }),
  });
  expect(factsOfSocket(error, given)).toMatchObject({ socketCode: "ECONNRESET", message: "fetch failed" });
  const both = new AggregateError([
    new Error("connect ECONNREFUSED ::1:1"),
    new Error("connect ECONNREFUSED 127.0.0.1:1"),
  ]);
  expect(factsOfSocket(both, given).message).toBe("connect ECONNREFUSED ::1:1");
});

test.each([
  [{ "retry-after": "3" }, 3_000],
  [{ "retry-after": "1.5" }, 1_500],
  [{ "retry-after": "0" }, 0],
  [{ "retry-after": "Fri, 01 Jan 2027 00:00:30 GMT" }, 30_000],
  [{ "retry-after": "Thu, 31 Dec 2026 00:00:00 GMT" }, 0],
  [{ "retry-after": "9", "retry-after-ms": "1250" }, 1_250],
  [{ "retry-after": "soon" }, null],
  [{ "retry-after": "-4" }, null],
  [{ "retry-after": "" }, null],
  [{}, null],
])("%o is %s ms", (headers, expected) => {
  expect(retryAfterMs(headers, Date.parse("2027-01-01T00:00:00Z"))).toBe(expected);
});

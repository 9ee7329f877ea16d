import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FAILURE_KINDS, FAILURE_TABLE, type FailureKind } from "../kernel/errors.ts";
import { classify } from "./classify.ts";

interface Labelled {
  readonly id: string;
  readonly accept?: readonly FailureKind[];
  readonly reject?: readonly FailureKind[];
  readonly provider: string | null;
  readonly status: number | null;
  readonly message: string;
}

/** What providers, gateways, proxies and Node answer, and what only looks like it. */
const LABELLED: readonly Labelled[] = readFileSync(
  new URL("fixtures/messages.jsonl", import.meta.url),
  "utf8",
)
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

function expectRight({ accept, reject }: Labelled, kind: FailureKind) {
  if (accept !== undefined) expect(accept).toContain(kind);
  expect(reject ?? []).not.toContain(kind);
}

describe("messages of providers", () => {
  test.each(LABELLED)("$id $provider $status: $message", (row) => {
    expectRight(row, classify({ provider: row.provider, status: row.status, message: row.message }).kind);
  });

  test.each(LABELLED.filter(({ status }) => status !== null))(
    "$id with the status in the text: $message",
    (row) => {
      expectRight(row, classify({ provider: row.provider, message: `${row.status} ${row.message}` }).kind);
    },
  );

  test("case and white space change nothing", () => {
    for (const { provider, status, message } of LABELLED) {
      const { kind } = classify({ provider, status, message });
      // A blank line is what makes prose of a text, so words are parted by single line ends only.
      for (const variant of [
        message.toUpperCase(),
        ` ${message.replaceAll(" ", "  ")}\t`,
        message.replace(/ +/g, "\n"),
      ])
        expect(classify({ provider, status, message: variant }).kind, variant).toBe(kind);
    }
  });
});

describe("structured facts", () => {
  test("an idle stream is a timeout whatever its text", () => {
    expect(classify({ message: "429 Too Many Requests", idle: true })).toMatchObject({
      kind: "timeout",
      decidedBy: "idle limit",
    });
  });

  test.each([
    ["ECONNREFUSED", "network"],
    ["ECONNRESET", "network"],
    ["ENOTFOUND", "network"],
    ["EAI_AGAIN", "network"],
    ["EPIPE", "network"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "network"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "network"],
    ["CERT_HAS_EXPIRED", "network"],
    ["UND_ERR_SOCKET", "network"],
    ["ETIMEDOUT", "timeout"],
    ["UND_ERR_HEADERS_TIMEOUT", "timeout"],
    ["UND_ERR_CONNECT_TIMEOUT", "timeout"],
    ["UND_ERR_ABORTED", "aborted"],
  ])("socket code %s is %s", (socketCode, kind) => {
    expect(classify({ message: "", socketCode }).kind).toBe(kind);
  });

  test.each([
    ["context_length_exceeded", "context_overflow"],
    ["rate_limit_exceeded", "rate_limit"],
    ["insufficient_quota", "billing"],
    ["invalid_api_key", "auth"],
    ["model_not_found", "model_not_found"],
    ["overloaded_error", "overloaded"],
    ["content_filter", "content_policy"],
    ["server_error", "server_error"],
    ["previous_response_not_found", "session_expired"],
  ])("code %s alone is %s", (code, kind) => {
    expect(classify({ message: "", code }).kind).toBe(kind);
    expect(classify({ message: "", type: code }).kind).toBe(kind);
  });

  test.each([
    [400, "format"],
    [401, "auth"],
    [402, "billing"],
    [403, "auth"],
    [404, "model_not_found"],
    [408, "timeout"],
    [413, "context_overflow"],
    [422, "format"],
    [429, "rate_limit"],
    [500, "server_error"],
    [502, "server_error"],
    [503, "overloaded"],
    [504, "timeout"],
    [529, "overloaded"],
    [599, "server_error"],
  ])("status %i alone is %s", (status, kind) => {
    expect(classify({ status, message: "" }).kind).toBe(kind);
  });

  test("the status outweighs words about something else", () => {
    expect(classify({ status: 500, message: "invalid api key store" }).kind).toBe("server_error");
    expect(classify({ status: 429, message: "Request tokens exceed the context quota" }).kind).toBe(
      "rate_limit",
    );
  });

  test("a success is no failure's status", () => {
    expect(classify({ status: 200, message: '{"error":{"type":"overloaded_error"}}' }).kind).toBe(
      "overloaded",
    );
  });
});

describe("what it tells besides the kind", () => {
  test.each([
    ["Please try again in 8.48s.", 8_480],
    ["Please try again in 6m0s.", 360_000],
    ["try again in 20ms", 20],
    ["Retry-After: 2 hours", 7_200_000],
    ["retry after 12 seconds", 12_000],
    ['"retryDelay": "34s"', 34_000],
    ["Retry-After: 120", 120_000],
    ["please wait 1 minute", 60_000],
    ["Rate limit reached", null],
  ])("the wait in %j", (message, wait) => {
    expect(classify({ status: 429, message }).retryAfterMs).toBe(wait);
  });

  test("the header's wait outweighs the text's", () => {
    expect(classify({ status: 429, message: "try again in 9s", retryAfterMs: 5 }).retryAfterMs).toBe(5);
  });

  test.each([
    [
      "prompt is too long: 208423 tokens > 200000 maximum",
      { requestedTokens: 208_423, contextLimit: 200_000 },
    ],
    [
      "This model's maximum context length is 8192 tokens. However, you requested 10,402 tokens",
      { requestedTokens: 10_402, contextLimit: 8_192 },
    ],
    [
      "input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000",
      { requestedTokens: 209_573, contextLimit: 200_000 },
    ],
    [
      "context window is 128k tokens, you requested 256k tokens",
      { requestedTokens: 256_000, contextLimit: 128_000 },
    ],
    ["Your request exceeded model token limit: 131072", { contextLimit: 131_072 }],
    ["image exceeds 5 MB maximum: 6291456 bytes > 5242880 bytes", { maxImageMb: 5 }],
    [
      "image dimensions exceed max allowed size for many-image requests: 2000 pixels",
      { maxImagePixels: 2_000 },
    ],
    [
      "Unsupported value: 'minimal' is not supported. Supported values are: 'low', 'medium', and 'high'.",
      { supportedThinkingLevels: ["low", "medium", "high"] },
    ],
    [
      "Invalid value for reasoning_effort. Supported values are: 'none', 'low', 'xhigh'",
      { supportedThinkingLevels: ["off", "low", "xhigh"] },
    ],
  ])("the figures in %j", (message, details) => {
    expect(classify({ status: 400, message }).details).toEqual(details);
  });

  test("remedy and retryability are the kind's, and a rule is named", () => {
    const found = classify({ status: 529, message: "" });
    expect(found).toMatchObject({ ...FAILURE_TABLE.overloaded, decidedBy: "status 529" });
  });
});

describe("properties", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 3_000 }),
    fc.json(),
    fc.constantFrom(...LABELLED.map((row) => row.message)),
    fc
      .tuple(fc.constantFrom(...LABELLED.map((row) => row.message)), fc.string())
      .map((parts) => parts.join("")),
  );

  test("no input throws, every kind is known", () => {
    const facts = fc.record(
      {
        provider: fc.option(fc.string()),
        status: fc.option(fc.oneof(fc.integer(), fc.double())),
        type: fc.option(fc.string()),
        code: fc.option(fc.oneof(fc.string(), fc.integer())),
        message: text,
        retryAfterMs: fc.option(fc.integer()),
        socketCode: fc.option(fc.string()),
        idle: fc.boolean(),
        name: fc.option(fc.string()),
        cause: fc.option(text),
      },
      { requiredKeys: ["message"] },
    );
    fc.assert(
      fc.property(facts, (one) => {
        expect(FAILURE_KINDS).toContain(classify(one).kind);
      }),
      { numRuns: 500 },
    );
  });

  test("digits in ids, counts, ports and names are never a status", () => {
    const number = fc.integer({ min: 400, max: 599 });
    const sentence = fc.constantFrom<(number: number) => string>(
      (n) => `request id req-${n}1 was handled`,
      (n) => `request_id: req_0${n}`,
      (n) => `trace ${n}a-${n}-${n}`,
      (n) => `used ${n} tokens`,
      (n) => `${n} tokens were counted`,
      (n) => `${n}.5 tokens each`,
      (n) => `processed ${n} records`,
      (n) => `port ${n} is open`,
      (n) => `listening on 127.0.0.1:${n}`,
      (n) => `model-x-${n}-preview answered`,
      (n) => `order-${n} and issue #${n}`,
      (n) => `${n},000 characters`,
      (n) => `took ${n}ms`,
      (n) => `room ${n} is free`,
      (n) => `org-${n}abc`,
      (n) => `file.ts:${n}:12`,
    );
    fc.assert(
      fc.property(sentence, number, (say, n) => {
        expect(classify({ message: say(n) }).kind).toBe("unknown");
      }),
      { numRuns: 500 },
    );
  });

  test("a request id behind a message changes nothing", () => {
    const id = fc
      .integer({ min: 400, max: 599 })
      .chain((n) => fc.constantFrom(`req_${n}`, `req_0${n}11`, `${n}f-${n}-a${n}`));
    const row = fc.constantFrom(...LABELLED.filter(({ accept }) => !accept?.includes("unknown")));
    fc.assert(
      fc.property(row, id, ({ provider, status, message }, requestId) => {
        const { kind } = classify({ provider, status, message });
        expect(classify({ provider, status, message: `${message} (request id: ${requestId})` }).kind).toBe(
          kind,
        );
      }),
      { numRuns: 500 },
    );
  });
});

test("writing about errors is no error", () => {
  const essay = [
    "Sure! Here is how to set up billing for your app.",
    "## Payments",
    "When the credit balance is too low, or a rate limit is exceeded, tell the user. A 402 or 429 needs its own page.",
    "- Handle an invalid API key\n- Handle a context overflow",
  ].join("\n\n");
  expect(classify({ message: essay }).kind).toBe("unknown");
});

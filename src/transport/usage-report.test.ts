import { describe, expect, test } from "vitest";
import type { ApiKind } from "../routing/model.ts";
import { createStreamWatch } from "./stream-watch.ts";
import { textBytes } from "./text-bytes.ts";

/** What is known after each event of a stream. */
function reports(api: ApiKind, events: readonly object[]) {
  const watch = createStreamWatch(api);
  return events.map((event) => {
    watch.push(Buffer.from(`data: ${JSON.stringify(event)}\n\n`));
    return watch.reported;
  });
}

describe("what a provider reports", () => {
  test("Anthropic: the start counts what was sent, the last delta the answer", () => {
    const usage = {
      input_tokens: 10,
      cache_read_input_tokens: 20,
      cache_creation_input_tokens: 5,
      output_tokens: 1,
    };
    expect(
      reports("anthropic-messages", [
        { type: "message_start", message: { usage } },
        { type: "content_block_delta", delta: { type: "text_delta", text: "usage" } },
        {
          type: "message_delta",
          delta: { stop_reason: "end_turn" },
          usage: { input_tokens: null, output_tokens: 7 },
        },
      ]),
    ).toMatchObject([
      { usage: { input: 10, cacheRead: 20, cacheWrite: 5, output: 1 }, final: false },
      { usage: { output: 1 }, final: false },
      { usage: { input: 10, cacheRead: 20, cacheWrite: 5, output: 7 }, final: true },
    ]);
  });

  test("Chat Completions: a chunk of its own, or figures with every chunk", () => {
    const usage = {
      prompt_tokens: 100,
      completion_tokens: 9,
      prompt_tokens_details: { cached_tokens: 40 },
      completion_tokens_details: { reasoning_tokens: 3 },
    };
    const chunk = (choices: readonly object[], more: object = {}) => ({ choices, ...more });
    expect(
      reports("openai-completions", [
        chunk([{ delta: { content: "a" }, finish_reason: null }], { usage: null }),
        chunk([{ delta: { content: "a" }, finish_reason: null }], { usage }),
        chunk([{ delta: {}, finish_reason: "stop" }]),
        chunk([], { usage }),
      ]),
    ).toMatchObject([
      null,
      { usage: { input: 60, cacheRead: 40, output: 9, reasoning: 3 }, final: false },
      { final: false },
      { final: true },
    ] as object);
  });

  test("Responses: the last event, also of one that failed", () => {
    const usage = { input_tokens: 50, input_tokens_details: { cached_tokens: 30 }, output_tokens: 4 };
    const started = { type: "response.created", response: { status: "in_progress", usage: null } };
    for (const type of ["completed", "incomplete", "failed"]) {
      const last = { type: `response.${type}`, response: { status: type, usage } };
      expect(reports("openai-responses", [started, last])).toMatchObject([
        null,
        { usage: { input: 20, cacheRead: 30, output: 4 }, final: true },
      ] as object);
    }
  });

  test("an answer without a stream", () => {
    const watch = createStreamWatch("openai-completions");
    watch.push(
      Buffer.from(
        JSON.stringify({ choices: [{ message: {} }], usage: { prompt_tokens: 3, completion_tokens: 2 } }),
      ),
    );
    watch.end();
    expect(watch.reported).toMatchObject({ usage: { input: 3, output: 2 }, final: true });
  });

  test("nonsense is no report", () => {
    expect(
      reports("anthropic-messages", [
        { type: "message_start", message: { usage: { input_tokens: -5, output_tokens: "many" } } },
      ]),
    ).toMatchObject([{ usage: { input: 0, output: 0 } }]);
    expect(reports("openai-completions", [{ choices: [], usage: "free" }])).toEqual([null]);
  });
});

test.each([
  ["anthropic-messages", { delta: { type: "text_delta", text: "hello" } }, 5],
  ["anthropic-messages", { delta: { type: "input_json_delta", partial_json: '{"a":"\\"' } }, 13],
  ["anthropic-messages", { delta: { type: "signature_delta", signature: "abc" } }, 0],
  ["openai-completions", { choices: [{ delta: { reasoning_content: "äö" } }] }, 4],
  ["openai-responses", { type: "response.output_text.delta", delta: "a\\" }, 3],
] as const)("bytes of a delta: %s %o", (api, event, bytes) => {
  expect(textBytes(api, Buffer.from(JSON.stringify(event)))).toBe(bytes);
});

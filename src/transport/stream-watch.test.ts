import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anthropicEncoder } from "../../parity/wire/anthropic.ts";
import { openAiChatEncoder } from "../../parity/wire/openai-chat.ts";
import { openAiResponsesEncoder } from "../../parity/wire/openai-responses.ts";
import { resolveMessage } from "../../parity/wire/reply.ts";
import type { ApiKind } from "../routing/model.ts";
import { createStreamWatch, type Verdict } from "./stream-watch.ts";

const ENCODERS = {
  "anthropic-messages": anthropicEncoder,
  "openai-completions": openAiChatEncoder,
  "openai-responses": openAiResponsesEncoder,
} as const;
const APIS = Object.keys(ENCODERS) as ApiKind[];

function stream(api: ApiKind, text: string): string {
  const message = resolveMessage(
    { reasoning: "hm", text: [text, " – über"], toolCalls: [{ name: "write", input: { text } }] },
    { model: "m", sequence: 1, toolIdPrefix: "t" },
  );
  return ENCODERS[api]
    .frames(message)
    .map((frame) => frame.text)
    .join("");
}

/** Feeds a body in pieces; gives the verdict and whether it came before the end. */
function watch(api: ApiKind, body: Buffer, cuts: readonly number[] = []) {
  const watcher = createStreamWatch(api);
  const verdicts: Verdict[] = [];
  const at = [0, ...[...cuts].sort((a, b) => a - b), body.length];
  for (let piece = 1; piece < at.length; piece += 1) {
    verdicts.push(watcher.push(body.subarray(at[piece - 1], at[piece])));
  }
  const inTime = verdicts.some((verdict) => verdict.type !== "open");
  verdicts.push(watcher.end());
  const given = verdicts.filter((verdict) => verdict.type !== "open");
  expect(given.length).toBeLessThanOrEqual(1);
  return { verdict: given[0] ?? { type: "open" as const }, inTime, content: watcher.content };
}

describe.each(APIS)("%s", (api) => {
  test("however a stream is cut into chunks, the verdict is the same", () => {
    // Text that looks like an event, an error or an end must not be taken for one.
    const traps = fc.constantFrom(
      'event: message_stop\ndata: {"type":"message_stop"}\n\n',
      'data: [DONE]\n\n{"error":{"message":"x"}}',
      '"type":"error","error":{"finish_reason":"stop"}',
      "\r\n\r\n  🤔",
    );
    fc.assert(
      fc.property(fc.oneof(traps, fc.string()), fc.array(fc.nat(5_000), { maxLength: 12 }), (text, cuts) => {
        const body = Buffer.from(stream(api, text));
        const inside = cuts.map((cut) => cut % body.length);
        expect(watch(api, body, inside)).toEqual({
          verdict: { type: "complete" },
          inTime: true,
          content: true,
        });
        const unended = body.subarray(0, body.lastIndexOf("\ndata: ") + 1);
        const cut = inside.filter((place) => place < unended.length);
        const verdict = watch(api, unended, cut).verdict.type;
        // A Chat Completions message is whole with its finish reason; `[DONE]` adds nothing.
        expect(verdict).toBe(api === "openai-completions" ? "complete" : "incomplete");
      }),
    );
  });

  test("CRLF line ends, comments and pings are part of a stream", () => {
    const body = `: ping\r\n\r\n${stream(api, "x").replaceAll("\n", "\r\n")}`;
    expect(watch(api, Buffer.from(body)).verdict.type).toBe("complete");
  });

  test("one byte at a time", () => {
    const body = Buffer.from(stream(api, "x"));
    const everywhere = Array.from({ length: body.length - 1 }, (_, index) => index + 1);
    expect(watch(api, body, everywhere)).toMatchObject({ verdict: { type: "complete" }, inTime: true });
  });

  test("an error event is told at once, with its JSON", () => {
    const body = Buffer.from(ENCODERS[api].errorFrame({ message: "Overloaded" }));
    const { verdict, inTime, content } = watch(api, body, [3, 20]);
    expect(verdict).toMatchObject({ type: "error", json: expect.stringContaining("Overloaded") });
    expect([inTime, content]).toEqual([true, false]);
  });

  test("an error in place of a stream, whatever its content type said", () => {
    const body = Buffer.from('\n{"error":{"message":"no"}}');
    expect(watch(api, body, [5]).verdict).toMatchObject({ type: "error" });
  });

  test("nothing but white space is empty", () => {
    expect(watch(api, Buffer.from("\n \r\n")).verdict.type).toBe("empty");
    expect(watch(api, Buffer.alloc(0)).verdict.type).toBe("empty");
  });

  test("half an event is malformed, also at the very end", () => {
    expect(watch(api, Buffer.from('data: {"type":"ping"}\n\ndata: {"type":"pi\n\n')).verdict.type).toBe(
      "malformed",
    );
    expect(watch(api, Buffer.from('data: {"type":"ping"}\n\ndata: {"type":"pi')).verdict.type).toBe(
      "malformed",
    );
  });
});

test("events without an event name are known by their type", () => {
  const bare = (api: ApiKind) => stream(api, "x").replace(/^event: .*\n/gm, "");
  expect(watch("anthropic-messages", Buffer.from(bare("anthropic-messages")))).toMatchObject({
    verdict: { type: "complete" },
    content: true,
  });
  expect(watch("openai-responses", Buffer.from(bare("openai-responses")))).toMatchObject({
    verdict: { type: "complete" },
    content: true,
  });
});

test("an event may stand on several data lines", () => {
  const body = 'data: {\ndata: "type": "message_stop"\ndata: }\n\n';
  expect(watch("anthropic-messages", Buffer.from(body)).verdict.type).toBe("complete");
});

test("a chunk that carries an error beside its choices is a failure", () => {
  const body = 'data: {"id":"1","choices":[],"error":{"code":502,"message":"gone"}}\n\ndata: [DONE]\n\n';
  expect(watch("openai-completions", Buffer.from(body)).verdict.type).toBe("error");
  const fine = 'data: {"id":"1","choices":[],"error":null}\n\ndata: [DONE]\n\n';
  expect(watch("openai-completions", Buffer.from(fine)).verdict.type).toBe("complete");
});

test("a whole answer of any length is complete", () => {
  const long = Buffer.from(JSON.stringify({ content: "x".repeat(400_000) }));
  expect(watch("anthropic-messages", long, [100_000, 300_000]).verdict.type).toBe("complete");
});

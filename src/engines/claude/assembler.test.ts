import { expect, test } from "vitest";
import type { EngineEvent } from "../runtime.ts";
import { MessageAssembler, type RawEvent } from "./assembler.ts";

function assemble(...raw: RawEvent[]) {
  const events: EngineEvent[] = [];
  const assembler = new MessageAssembler((event) => events.push(event));
  const ends = raw.map((event) => assembler.take(event)).filter((end) => end !== null);
  return { assembler, events, ends };
}

const start = (usage = {}): RawEvent => ({ type: "message_start", message: { usage } });
const block = (index: number, content_block: object): RawEvent => ({
  type: "content_block_start",
  index,
  content_block,
});
const delta = (index: number, of: object): RawEvent => ({ type: "content_block_delta", index, delta: of });
const stop = (index: number): RawEvent => ({ type: "content_block_stop", index });
const end = (stop_reason: string, usage = {}): RawEvent => ({
  type: "message_delta",
  delta: { stop_reason },
  usage,
});
const over: RawEvent = { type: "message_stop" };

test("redacted thinking keeps what must be sent back and shows nothing", () => {
  const { assembler, events } = assemble(
    start(),
    block(0, { type: "redacted_thinking", data: "sealed" }),
    stop(0),
    end("end_turn"),
    over,
  );
  expect(assembler.message().content).toEqual([
    { type: "thinking", text: "", signature: "sealed", redacted: true },
  ]);
  expect(events.map((event) => event.type)).toEqual(["message-start", "reasoning-start", "reasoning-end"]);
});

test("later counts replace earlier ones, and absent ones do not", () => {
  const { assembler } = assemble(
    start({ input_tokens: 9, cache_read_input_tokens: 4, cache_creation_input_tokens: 2, output_tokens: 1 }),
    end("end_turn", { output_tokens: 30, output_tokens_details: { thinking_tokens: 12 } }),
    over,
  );
  expect(assembler.message().usage).toEqual({
    input: 9,
    output: 30,
    cacheRead: 4,
    cacheWrite: 2,
    reasoning: 12,
  });
});

test("a message without a stop reason is cut, and a new one forgets it", () => {
  const text = block(0, { type: "text", text: "" });
  const first = assemble(start(), text, delta(0, { type: "text_delta", text: "Half" }), stop(0), over);
  expect(first.ends).toEqual(["cut"]);
  expect(first.assembler.message()).toMatchObject({ content: [{ text: "Half" }], stop: "error" });
  first.assembler.take(start());
  expect(first.assembler.message().content).toEqual([]);
});

test("arguments that are no JSON object are marked and kept as they came", () => {
  const { assembler } = assemble(
    start(),
    block(0, { type: "tool_use", id: "a", name: "look", input: {} }),
    delta(0, { type: "input_json_delta", partial_json: '{"path": "x' }),
    stop(0),
    block(1, { type: "tool_use", id: "b", name: "look", input: {} }),
    stop(1),
    end("tool_use"),
    over,
  );
  expect(assembler.calls()).toEqual([
    { id: "a", name: "look", input: {}, rawInput: '{"path": "x', parsed: false },
    { id: "b", name: "look", input: {}, parsed: true },
  ]);
});

test.each([
  ["end_turn", "stop"],
  ["pause_turn", "stop"],
  ["max_tokens", "max_tokens"],
  ["model_context_window_exceeded", "max_tokens"],
  ["refusal", "refusal"],
  ["stop_sequence", "stop_sequence"],
])("%s means %s", (reason, meaning) => {
  expect(assemble(start(), end(reason), over).assembler.message().stop).toBe(meaning);
});

test("what is not known is told by name", () => {
  const { events } = assemble(start(), block(0, { type: "server_tool_use" }), { type: "new_event" });
  expect(events.slice(1)).toEqual([
    { type: "unknown", name: "content_block/server_tool_use" },
    { type: "unknown", name: "stream_event/new_event" },
  ]);
});

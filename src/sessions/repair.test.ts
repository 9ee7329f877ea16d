import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_USAGE } from "../cost/usage.ts";
import type { AssistantContent, AssistantMessage, Message, ModelStop, ToolResultMessage } from "./message.ts";
import { MISSING_RESULT_TEXT, repairHistory } from "./repair.ts";

const target = { provider: "anthropic", model: "m", api: "anthropic-messages" };
const origin = { runtime: "pi", ...target } as const;

const user = (text: string): Message => ({ role: "user", content: [{ type: "text", text }] });
const assistant = (
  content: AssistantContent[],
  stop: ModelStop = "stop",
  from: AssistantMessage["origin"] = origin,
): AssistantMessage => ({
  role: "assistant",
  content,
  origin: from,
  stop,
  usage: NO_USAGE,
  costUsd: 0,
});
const call = (id: string, name = "ls"): AssistantContent => ({ type: "tool-call", id, name, input: {} });
const result = (toolCallId: string, text = "ok"): ToolResultMessage => ({
  role: "tool",
  toolCallId,
  toolName: "ls",
  content: [{ type: "text", text }],
  isError: false,
});
const said = (text: string): AssistantContent => ({ type: "text", text });

test("a displaced result moves next to its call, a missing one becomes an error, orphans and duplicates go", () => {
  const repaired = repairHistory(
    [
      user("a"),
      assistant([call("c1"), call("c2")], "tool_calls"),
      user("b"),
      result("c1", "first"),
      result("c1", "second"),
      result("nobody"),
      assistant([said("done")]),
    ],
    target,
  );
  expect(repaired.map((message) => (message.role === "tool" ? message.toolCallId : message.role))).toEqual([
    "user",
    "assistant",
    "c1",
    "c2",
    "user",
    "assistant",
  ]);
  expect(repaired[2]).toMatchObject({ content: [{ text: "first" }] });
  expect(repaired[3]).toMatchObject({ isError: true, content: [{ text: MISSING_RESULT_TEXT }] });
});

test("failed and aborted assistant messages are left out", () => {
  const repaired = repairHistory(
    [user("a"), assistant([said("par")], "aborted"), user("b"), assistant([said("x")], "error")],
    target,
  );
  expect(repaired).toEqual([{ role: "user", content: [said("a"), said("b")] }]);
});

test("thinking is replayed only to the model that signed it", () => {
  const thought: AssistantContent = { type: "thinking", text: "t", signature: "sig" };
  const own = repairHistory([user("a"), assistant([thought, said("x")])], target);
  expect(own[1]).toMatchObject({ content: [thought, said("x")] });
  const foreign = repairHistory(
    [user("a"), assistant([thought, said("x")], "stop", { ...origin, model: "other" })],
    target,
  );
  expect(foreign[1]!.content).toEqual([said("x")]);
  const unsigned = repairHistory(
    [user("a"), assistant([{ type: "thinking", text: "t" }, said("x")])],
    target,
  );
  expect(unsigned[1]!.content).toEqual([said("x")]);
});

test("ids are made valid, stay paired and stay unique", () => {
  const repaired = repairHistory(
    [
      user("a"),
      assistant([call("call|1"), call("call_1")], "tool_calls"),
      result("call|1"),
      result("call_1"),
    ],
    target,
  );
  const ids = (repaired[1] as AssistantMessage).content.map((block) =>
    block.type === "tool-call" ? block.id : "",
  );
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  expect(repaired.slice(2).map((message) => (message as ToolResultMessage).toolCallId)).toEqual(ids);
});

test("an id the model used again gets its own result each time", () => {
  const history = [
    user("a"),
    assistant([call("call_1")], "tool_calls"),
    result("call_1", "one"),
    assistant([call("call_1")], "tool_calls"),
    result("call_1", "two"),
  ];
  expect(repairHistory(history, target)).toEqual(history);
});

const anyId = fc.constantFrom("a", "b", "c|d", "c_d", "x".repeat(80));
const anyContent: fc.Arbitrary<AssistantContent> = fc.oneof(
  fc.string().map(said),
  anyId.map((id) => call(id)),
  fc.record({
    type: fc.constant("thinking" as const),
    text: fc.string(),
    signature: fc.option(fc.string(), { nil: undefined }),
  }),
);
const anyMessage: fc.Arbitrary<Message> = fc.oneof(
  fc.string({ minLength: 1 }).map(user),
  anyId.map((id) => result(id)),
  fc
    .tuple(
      fc.uniqueArray(anyContent, {
        selector: (block) => (block.type === "tool-call" ? block.id : block),
        maxLength: 4,
      }),
      fc.constantFrom<ModelStop>("stop", "tool_calls", "error", "aborted"),
      fc.constantFrom(origin, { ...origin, provider: "openai", api: "openai-responses" }),
    )
    .map(([content, stop, from]) => assistant(content, stop, from)),
);

test("any history repairs to a valid one that keeps every completed exchange, and repairing again changes nothing", () => {
  fc.assert(
    fc.property(fc.array(anyMessage, { maxLength: 20 }), (messages) => {
      const repaired = repairHistory(messages, target);
      expect(repairHistory(repaired, target)).toEqual(repaired);
      let open: string[] = [];
      repaired.forEach((message, index) => {
        if (message.role === "tool") expect(open.shift()).toBe(message.toolCallId);
        else expect(open).toEqual([]);
        if (message.role === "user") expect(repaired[index - 1]?.role).not.toBe("user");
        if (message.role === "assistant") {
          expect(message.content).not.toEqual([]);
          open = message.content.flatMap((block) => (block.type === "tool-call" ? [block.id] : []));
        }
      });
      expect(open).toEqual([]);
      const texts = (list: readonly Message[]) => list.flatMap((m) => (m.role === "user" ? m.content : []));
      expect(texts(repaired)).toEqual(texts(messages));
    }),
  );
});

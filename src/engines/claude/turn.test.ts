import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { UserMessage } from "../../sessions/message.ts";
import {
  type Lab,
  model,
  openLab,
  outline,
  SECRET,
  said,
  sent,
  sequence,
  TOOL,
  user,
} from "./drive.test-helper.ts";

const IDENTITY = "You are a Claude agent, built on Anthropic's Claude Agent SDK.";
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());
beforeEach(() => lab.server.reset());

test("a request holds the fixed line, our prompt, our tools, our message, and the real key", async () => {
  const { result, events } = await lab.drive({ prompt: user("  /clear\r\n☃ ") });
  expect(result).toEqual({ outcome: "ok" });
  expect(lab.server.requests).toHaveLength(1);
  const { metadata, ...body } = sent(lab.server, 1);
  expect(body).toEqual({
    model: "claude-sonnet-4-5",
    max_tokens: 8_000,
    stream: true,
    thinking: { type: "disabled" },
    system: [
      { type: "text", text: IDENTITY },
      { type: "text", text: "You are  a test.\n\n" },
    ],
    tools: [{ name: TOOL.name, description: TOOL.description, input_schema: TOOL.inputSchema }],
    messages: [{ role: "user", content: [{ type: "text", text: "  /clear\r\n☃ " }] }],
  });
  expect(lab.server.requests[0]?.headers["x-api-key"]).toBe(SECRET);
  expect(sequence(events)).toEqual(["message-start", "text-start", "text-delta", "text-end", "message"]);
});

test.each([
  [
    "an adaptive model",
    model({ id: "claude-opus-4-8", quirks: { forceAdaptiveThinking: true } }),
    { thinking: { type: "adaptive", display: "summarized" }, output_config: { effort: "high" } },
  ],
  ["a model without thinking", model({ id: "plain", thinkingLevels: ["off"] }), {}],
])("the body says of thinking what Pi would say, for %s", async (_name, of, expected) => {
  await lab.drive({ model: of, thinking: "high", keepWarm: false });
  const { thinking, output_config } = sent(lab.server, 1);
  expect({ thinking, output_config }).toEqual(expected);
});

test("a long tool description arrives whole", async () => {
  const description = "Looks at many things. ".repeat(400);
  await lab.drive({ tools: [{ ...TOOL, description }] });
  expect(sent(lab.server, 1).tools).toMatchObject([{ name: "look", description }]);
});

test("reasoning, text and calls of one step, results in the model's order, then the answer", async () => {
  const slow = Promise.withResolvers<void>();
  lab.server.reply(
    {
      reasoning: "I should look.",
      reasoningSignature: "sig-1",
      text: "Looking.",
      usage: { input: 10, output: 7, cacheRead: 3, cacheWrite: 2 },
      toolCalls: [
        { id: "toolu_1", name: "look", input: { path: "a" } },
        { id: "toolu_2", name: "look", input: { path: "b" } },
        { id: "toolu_3", name: "absent", input: { x: 1 } },
        { id: "toolu_4", name: "look", input: {}, rawInput: '{"path": "c' },
        { id: "toolu_5", name: "look", input: { path: "image" } },
      ],
    },
    { text: "Done." },
  );
  const { result, events, calls } = await lab.drive({
    thinking: "low",
    tool: async ({ id }) => {
      if (id === "toolu_1") await slow.promise;
      if (id === "toolu_5") {
        slow.resolve();
        return { content: [{ type: "image", mimeType: "image/png", data: PNG }], isError: false };
      }
      return said(`result of ${id}`, id !== "toolu_1");
    },
  });
  expect(result).toEqual({ outcome: "ok" });
  expect(calls.map(({ id, name, rawInput }) => [id, name, rawInput])).toEqual([
    ["toolu_1", "look", '{"path":"a"}'],
    ["toolu_2", "look", '{"path":"b"}'],
    ["toolu_3", "absent", '{"x":1}'],
    ["toolu_4", "look", '{"path": "c'],
    ["toolu_5", "look", '{"path":"image"}'],
  ]);
  const call = ["tool-input-start", "tool-input-delta", "tool-input-end"];
  expect(sequence(events)).toEqual([
    ...["message-start", "reasoning-start", "reasoning-delta", "reasoning-end"],
    ...["text-start", "text-delta", "text-end", ...call, ...call, ...call, ...call, ...call, "message"],
    ...["message-start", "text-start", "text-delta", "text-end", "message"],
  ]);
  const messages = events.flatMap((event) => (event.type === "message" ? [event.message] : []));
  expect(messages[0]).toMatchObject({
    stop: "tool_calls",
    usage: { input: 10, output: 7, cacheRead: 3, cacheWrite: 2 },
    content: [
      { type: "thinking", text: "I should look.", signature: "sig-1" },
      { type: "text", text: "Looking." },
      { type: "tool-call", id: "toolu_1", name: "look", input: { path: "a" } },
      { id: "toolu_2" },
      { id: "toolu_3", name: "absent" },
      { id: "toolu_4", input: {} },
      { id: "toolu_5" },
    ],
  });
  expect(lab.server.requests).toHaveLength(2);
  expect(outline(sent(lab.server, 2))).toEqual([
    "user: Hello",
    'assistant: thinking | Looking. | call toolu_1 look {"path":"a"} | call toolu_2 look {"path":"b"} | ' +
      'call toolu_3 absent {"x":1} | call toolu_4 look {} | call toolu_5 look {"path":"image"}',
    "user: result toolu_1 result of toolu_1 | error toolu_2 result of toolu_2 | " +
      "error toolu_3 result of toolu_3 | error toolu_4 result of toolu_4 | result toolu_5 image",
  ]);
});

test("a message sent during a tool follows the results; one sent during the answer is left to a later turn", async () => {
  const waiting: UserMessage[] = [];
  lab.server.reply(
    { toolCalls: [{ id: "toolu_1", name: "look", input: { path: "a" } }] },
    { text: "The answer." },
  );
  lab.server.waitForRequest(2).then(() => waiting.push(user("One more.")));
  const { result, events } = await lab.drive({
    tool: () => {
      waiting.push(user("And hurry."));
      return said("seen");
    },
    takeSteering: () => waiting.splice(0),
  });
  expect(result).toEqual({ outcome: "ok" });
  expect(sequence(events).filter((type) => type.endsWith("message"))).toEqual([
    "message",
    "user-message",
    "message",
  ]);
  expect(waiting).toHaveLength(1);
  expect(lab.server.requests).toHaveLength(2);
  expect(outline(sent(lab.server, 2))).toEqual([
    "user: Hello",
    'assistant: call toolu_1 look {"path":"a"}',
    "user: result toolu_1 seen | And hurry.",
  ]);
});

test("a large result reaches the model whole, and an empty one stays empty", async () => {
  const large = "All work. ".repeat(60_000);
  lab.server.reply(
    {
      toolCalls: [
        { id: "toolu_1", name: "look", input: { path: "large" } },
        { id: "toolu_2", name: "look", input: { path: "nothing" } },
      ],
    },
    { text: "Read." },
  );
  await lab.drive({
    tool: ({ id }) => (id === "toolu_1" ? said(large) : { content: [], isError: false }),
  });
  expect(lab.server.requests).toHaveLength(2);
  expect(sent(lab.server, 2).messages[2]?.content).toEqual([
    { type: "tool_result", tool_use_id: "toolu_1", content: [{ type: "text", text: large }] },
    { type: "tool_result", tool_use_id: "toolu_2", content: [] },
  ]);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ModelServer, startModelServer } from "../../../parity/wire/model-server.ts";
import type { UserMessage } from "../../sessions/message.ts";
import {
  APIS,
  assistant,
  bodyOf,
  drive,
  messagesOf,
  OFFERS,
  said,
  sequence,
  user,
} from "./drive.test-helper.ts";

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

describe.each(APIS)("%s", (api) => {
  test("streams reasoning and text, and reports one message with usage", async () => {
    server.reply({
      reasoning: "Let me think.",
      text: ["Hello", " there"],
      usage: { input: 60, output: 30, cacheRead: 40, reasoning: 12 },
    });
    const { result, events } = await drive(server, api, { thinking: "low" });
    expect(result).toEqual({ outcome: "ok" });
    expect(sequence(events)).toEqual([
      "message-start",
      "reasoning-start",
      "reasoning-delta",
      "reasoning-end",
      "text-start",
      "text-delta",
      "text-end",
      "message",
    ]);
    const [message] = messagesOf(events);
    expect(message).toMatchObject({
      stop: "stop",
      content: [
        { type: "thinking", text: "Let me think.", signature: expect.any(String) },
        { type: "text", text: "Hello there" },
      ],
      usage: { input: 60, output: 30, cacheRead: 40, cacheWrite: 0, reasoning: 12 },
    });
    const shown = events.flatMap((event) => (event.type === "text-delta" ? [event.delta] : []));
    expect(shown).toEqual(["Hello", " there"]);
  });

  test("runs two calls at once and sends both results back in the model's order", async () => {
    server.reply(
      {
        text: "Calling.",
        toolCalls: [
          { id: "call_a", name: "first", input: { n: 1 } },
          { id: "call_b", name: "second", input: { n: 2 } },
        ],
      },
      { text: "Done." },
    );
    let begun = 0;
    let bothBegan = () => {};
    const both = new Promise<void>((resolve) => {
      bothBegan = resolve;
    });
    const { result, events, calls } = await drive(server, api, {
      tools: OFFERS,
      tool: async (call) => {
        begun += 1;
        if (begun === 2) bothBegan();
        await both;
        return call.name === "first"
          ? {
              content: [
                { type: "text", text: "no" },
                { type: "image", mimeType: "image/png", data: "AAAA" },
              ],
              isError: true,
            }
          : said("yes");
      },
    });
    expect(result).toEqual({ outcome: "ok" });
    expect(calls).toEqual([
      { id: "call_a", name: "first", input: { n: 1 }, rawInput: '{"n":1}' },
      { id: "call_b", name: "second", input: { n: 2 }, rawInput: '{"n":2}' },
    ]);
    const [first, second] = messagesOf(events);
    expect(first!.stop).toBe("tool_calls");
    expect(first!.content.slice(-2)).toMatchObject([
      { type: "tool-call", id: "call_a", name: "first", input: { n: 1 } },
      { type: "tool-call", id: "call_b", name: "second", input: { n: 2 } },
    ]);
    expect(second).toMatchObject({ stop: "stop", content: [{ type: "text", text: "Done." }] });
    const tool = events.filter((event) => "id" in event && event.id === "call_b").map((event) => event.type);
    expect([tool[0], tool.at(-1)]).toEqual(["tool-input-start", "tool-input-end"]);

    const sent = JSON.stringify(bodyOf(server.requests[1]));
    expect(sent.indexOf("call_a")).toBeGreaterThan(-1);
    expect(sent.lastIndexOf("call_a")).toBeLessThan(sent.lastIndexOf("call_b"));
    expect(sent).toContain("AAAA");
    expect(server.requests).toHaveLength(2);
    if (api === "anthropic-messages") {
      const results = bodyOf(server.requests[1]).messages.at(-1).content;
      expect(results).toMatchObject([
        { type: "tool_result", tool_use_id: "call_a", is_error: true },
        { type: "tool_result", tool_use_id: "call_b", is_error: false },
      ]);
    }
  });

  test("arguments reach the runner as the model wrote them, and made-up names too", async () => {
    server.reply(
      {
        toolCalls: [
          { id: "call_a", name: "first", input: { n: "2", extra: true } },
          { id: "call_b", name: "invented", input: {} },
        ],
      },
      { text: "Done." },
    );
    const { calls } = await drive(server, api, {
      tools: OFFERS,
      tool: (call) => said(`about ${call.name}`, true),
    });
    expect(calls.map(({ name, input }) => ({ name, input }))).toEqual([
      { name: "first", input: { n: "2", extra: true } },
      { name: "invented", input: {} },
    ]);
    expect(server.requests[1]!.rawBody).toContain("about invented");
    const offered = bodyOf(server.requests[1]).tools.map(
      (tool: { name?: string; function?: { name: string } }) => tool.name ?? tool.function?.name,
    );
    expect(offered).toEqual(["first", "second"]);
  });

  test("JSON that breaks off is handed over raw, with no input that could run", async () => {
    server.reply(
      { toolCalls: [{ id: "call_a", name: "first", input: {}, rawInput: '{"n":1,"path":"/et' }] },
      { text: "Sorry." },
    );
    const { calls, events } = await drive(server, api, { tools: OFFERS, tool: () => said("refused", true) });
    expect(calls).toEqual([{ id: "call_a", name: "first", input: {}, rawInput: '{"n":1,"path":"/et' }]);
    expect(messagesOf(events)[0]!.content).toMatchObject([{ type: "tool-call", input: {} }]);
  });

  test("goes on from tool results without a new prompt", async () => {
    server.reply({ text: "Going on." });
    const { result } = await drive(server, api, {
      tools: OFFERS,
      prompt: null,
      history: [
        user("Do it"),
        assistant([{ type: "tool-call", id: "call_a", name: "first", input: { n: 1 } }]),
        {
          role: "tool",
          toolCallId: "call_a",
          toolName: "first",
          content: said("done").content,
          isError: false,
        },
      ],
    });
    expect(result).toEqual({ outcome: "ok" });
    expect(server.requests[0]!.rawBody.match(/call_a/g)).toHaveLength(2);
  });

  test("another model's thinking and marks stay out; its text and calls go along once", async () => {
    await drive(server, api, {
      tools: OFFERS,
      history: [
        user("One"),
        assistant(
          [
            { type: "thinking", text: "foreign thought", signature: "foreign-mark" },
            { type: "text", text: "Calling it", signature: "foreign-text-mark" },
            {
              type: "tool-call",
              id: "toolu_x",
              name: "first",
              input: { n: 7 },
              signature: "foreign-call-mark",
            },
          ],
          { model: "other-2" },
        ),
        {
          role: "tool",
          toolCallId: "toolu_x",
          toolName: "first",
          content: said("seven").content,
          isError: false,
        },
        { ...assistant([{ type: "text", text: "half a reply" }]), stop: "aborted" },
      ],
    });
    const sent = server.requests[0]!.rawBody;
    expect(sent).not.toMatch(/foreign|half a reply/);
    for (const text of ["One", "Calling it", "seven", "Hello"])
      expect(sent.split(`"${text}"`)).toHaveLength(2);
    expect(sent.match(/toolu_x/g)).toHaveLength(2);
  });

  test("a call id given out before is made new", async () => {
    server.reply({ toolCalls: [{ id: "call_0", name: "first", input: { n: 2 } }] }, { text: "Done." });
    const { calls } = await drive(server, api, {
      tools: OFFERS,
      history: [
        user("One"),
        assistant([{ type: "tool-call", id: "call_0", name: "first", input: { n: 1 } }]),
        {
          role: "tool",
          toolCallId: "call_0",
          toolName: "first",
          content: said("one").content,
          isError: false,
        },
        assistant([{ type: "text", text: "It is one." }]),
      ],
    });
    expect(calls[0]!.id).toMatch(/^call_[0-9a-f]{32}$/);
    expect(server.requests[1]!.rawBody.split(calls[0]!.id)).toHaveLength(3);
  });

  test("steering enters after the tool results and before the next model call", async () => {
    server.reply({ toolCalls: [{ name: "first", input: { n: 1 } }] }, { text: "Done." });
    let waiting: UserMessage[] = [];
    const { events } = await drive(server, api, {
      tools: OFFERS,
      tool: () => {
        waiting.push({ role: "user", content: [{ type: "text", text: "Also this" }] });
        return said("result");
      },
      takeSteering: () => {
        const taken = waiting;
        waiting = [];
        return taken;
      },
    });
    expect(sequence(events).filter((type) => type.endsWith("message"))).toEqual([
      "message",
      "user-message",
      "message",
    ]);
    const sent = server.requests[1]!.rawBody;
    expect(sent.indexOf("Also this")).toBeGreaterThan(sent.indexOf("result"));
    expect(server.requests).toHaveLength(2);
  });
});

test("own signed thinking goes back as it came", async () => {
  server.reply(
    { reasoning: "Hm.", reasoningSignature: "c2ln", toolCalls: [{ name: "first", input: { n: 1 } }] },
    { text: "Done." },
  );
  const { events } = await drive(server, "anthropic-messages", { tools: OFFERS, thinking: "low" });
  const thinking = { type: "thinking", thinking: "Hm.", signature: "c2ln" };
  expect(bodyOf(server.requests[1]).messages[1].content[0]).toEqual(thinking);
  server.reply({ text: "Next." });
  await drive(server, "anthropic-messages", {
    thinking: "low",
    history: [
      user("Hello"),
      assistant(
        [
          ...messagesOf(events)[0]!.content.filter(({ type }) => type === "thinking"),
          { type: "text", text: "x" },
        ],
        {
          provider: "loop",
          model: "m-1",
        },
      ),
    ],
  });
  expect(bodyOf(server.requests[2]).messages[1].content[0]).toEqual(thinking);
});

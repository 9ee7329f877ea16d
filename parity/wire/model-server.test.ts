import { createModels, createProvider, type Model, type Provider } from "@earendil-works/pi-ai";
import { anthropicMessagesApi } from "@earendil-works/pi-ai/api/anthropic-messages.lazy";
import { openAICompletionsApi } from "@earendil-works/pi-ai/api/openai-completions.lazy";
import { openAIResponsesApi } from "@earendil-works/pi-ai/api/openai-responses.lazy";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ModelServer, startModelServer, type WireApi } from "./model-server.ts";

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const APIS: readonly WireApi[] = ["anthropic-messages", "openai-completions", "openai-responses"];

/** Asks through pi-ai's own client, whose parser is the judge of our streams. */
async function ask(api: WireApi, signal?: AbortSignal) {
  const model: Model<WireApi> = {
    id: "m-1",
    name: "m-1",
    api,
    provider: "loop",
    baseUrl: api === "anthropic-messages" ? server.url : `${server.url}/v1`,
    reasoning: true,
    input: ["text"],
    cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
    contextWindow: 200_000,
    maxTokens: 8_000,
  };
  const models = createModels();
  const provider = createProvider({
    id: "loop",
    auth: { apiKey: { name: "k", resolve: async () => ({ auth: { apiKey: "k" } }) } },
    models: [model],
    api: {
      "anthropic-messages": anthropicMessagesApi(),
      "openai-completions": openAICompletionsApi(),
      "openai-responses": openAIResponsesApi(),
    },
  }) as Provider;
  models.setProvider(provider);
  const stream = models.streamSimple(
    model,
    { messages: [{ role: "user", content: "hi", timestamp: 0 }] },
    { reasoning: "low", signal },
  );
  const types: string[] = [];
  for await (const event of stream) types.push(event.type);
  return { types, message: await stream.result() };
}

describe.each(APIS)("%s", (api) => {
  test("says ok when nothing is scripted, and captures the request", async () => {
    const { message } = await ask(api);
    expect(message.content).toMatchObject([{ type: "text", text: "ok" }]);
    expect(message.stopReason).toBe("stop");
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({ index: 1, method: "POST", api, stream: true });
    expect(server.requests[0]!.body).toMatchObject({ model: "m-1" });
    expect(await server.requests[0]!.closed).toBe("finished");
  });

  test("streams reasoning, text and two tool calls that a real client reads", async () => {
    server.reply({
      reasoning: "Let me think — 🤔.",
      text: ["Hello", ", ", "wörld 🌍"],
      toolCalls: [
        { id: "call_a", name: "read", input: { path: "a.txt", lines: [1, 2] } },
        { name: "ls", input: {} },
      ],
      usage: { input: 60, output: 30, cacheRead: 40, reasoning: 12 },
    });
    const { message, types } = await ask(api);
    expect(message.errorMessage).toBeUndefined();
    expect(message.content).toMatchObject([
      { type: "thinking", thinking: "Let me think — 🤔." },
      { type: "text", text: "Hello, wörld 🌍" },
      { type: "toolCall", name: "read", arguments: { path: "a.txt", lines: [1, 2] } },
      { type: "toolCall", name: "ls", arguments: {} },
    ]);
    expect(message.stopReason).toBe("toolUse");
    expect(message.usage).toMatchObject({ input: 60, output: 30, cacheRead: 40, reasoning: 12 });
    expect(types.filter((type) => type === "text_delta")).toHaveLength(3);
    expect(types.filter((type) => type === "toolcall_delta").length).toBeGreaterThan(3);
  });

  test("max tokens", async () => {
    server.reply({ text: "half an ans", stop: "max_tokens" });
    expect((await ask(api)).message.stopReason).toBe("length");
  });

  test.each([
    { status: 529 },
    { cut: "before-headers" },
    { cut: "after-first-delta" },
    { cut: "in-tool-json" },
    { end: "before-terminal" },
    { malformed: "html" },
    { malformed: "broken-json" },
    { empty: "body" },
    { sseError: { at: "after-first-delta" } },
  ] as const)("a client sees %o as an error", async (fault) => {
    server.reply(fault);
    const { message } = await ask(api);
    // Chat Completions has its finish reason before its end mark, so a client may take the message for complete.
    const complete = api === "openai-completions" && "end" in fault;
    expect(message.stopReason).toBe(complete ? "stop" : "error");
    expect(server.requests).toHaveLength(1);
  });

  test("a stalled stream stays open until the client leaves", async () => {
    server.reply({ stall: "after-first-delta" });
    const controller = new AbortController();
    const asked = ask(api, controller.signal);
    const request = await server.waitForRequest(1);
    controller.abort();
    expect(await request.closed).toBe("left");
    await asked;
  });
});

test("held after one delta, an answer goes on when told", async () => {
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  server.reply({ text: ["a", "b"], hold: { afterDeltas: 1, until } });
  const response = await fetch(`${server.url}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "m", stream: true }),
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let seen = "";
  while (!seen.includes('"content":"a"')) seen += (await reader.read()).value;
  expect(seen).not.toContain('"content":"b"');
  release();
  for (let part = await reader.read(); !part.done; part = await reader.read()) seen += part.value;
  expect(seen).toContain('"content":"b"');
  expect(seen.endsWith("data: [DONE]\n\n")).toBe(true);
});

test("answers without stream as one JSON message", async () => {
  server.reply({ text: "hi", toolCalls: [{ name: "ls", input: { path: "." } }] });
  const response = await fetch(`${server.url}/v1/messages?beta=true`, { method: "POST", body: "{}" });
  expect(await response.json()).toMatchObject({
    type: "message",
    content: [
      { type: "text", text: "hi" },
      { type: "tool_use", name: "ls", input: { path: "." } },
    ],
    stop_reason: "tool_use",
  });
});

test("other paths are captured and answered with 404", async () => {
  const response = await fetch(`${server.url}/api/hello`, { method: "HEAD" });
  expect(response.status).toBe(404);
  expect(server.requests).toMatchObject([{ method: "HEAD", path: "/api/hello", api: null }]);
});

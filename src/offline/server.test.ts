import Anthropic from "@anthropic-ai/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OfflineModel, startOfflineModel } from "./server.ts";

const model = "claude-sonnet-4-5";
const tool = (name: string, ...properties: string[]): Anthropic.Tool => ({
  name,
  input_schema: {
    type: "object",
    properties: Object.fromEntries(properties.map((property) => [property, { type: "string" }])),
  },
});
const tools = [
  tool("ls", "path"),
  tool("read", "path"),
  tool("write", "path", "content"),
  tool("exec", "command"),
];

let offline: OfflineModel;
let client: Anthropic;
beforeAll(async () => {
  offline = await startOfflineModel({ tokensPerSecond: 0 });
  client = new Anthropic({ baseURL: offline.baseUrl, apiKey: "unused", maxRetries: 0 });
});
afterAll(() => offline.close());

function send(
  messages: Anthropic.MessageParam[],
  more: Partial<Anthropic.MessageStreamParams> = {},
): Promise<Anthropic.Message> {
  return client.messages.stream({ model, max_tokens: 4_000, messages, ...more }).finalMessage();
}

function textOf(message: Anthropic.Message): string {
  return message.content.map((block) => (block.type === "text" ? block.text : "")).join("");
}

describe("the offline model over Anthropic Messages", () => {
  test("says what it is, with plausible usage", async () => {
    const message = await send([{ role: "user", content: "Who are you?" }]);
    expect(textOf(message)).toContain("offline model");
    expect(message.stop_reason).toBe("end_turn");
    expect(message.usage.input_tokens).toBeGreaterThan(10);
    expect(message.usage.output_tokens).toBeGreaterThan(10);
  });

  test("calls the tools it is asked for, together when they only look, and reports what they gave", async () => {
    const ask: Anthropic.MessageParam[] = [
      { role: "user", content: "List the files and read notes.txt, then write 'done' to out.txt" },
    ];
    const first = await send(ask, { tools });
    const calls = first.content.filter((block) => block.type === "tool_use");
    expect(calls.map((call) => [call.name, call.input])).toEqual([
      ["ls", {}],
      ["read", { path: "notes.txt" }],
    ]);
    expect(first.stop_reason).toBe("tool_use");
    const second: Anthropic.MessageParam[] = [
      ...ask,
      { role: "assistant", content: first.content },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: calls[0]!.id, content: "notes.txt" },
          { type: "tool_result", tool_use_id: calls[1]!.id, content: "buy milk" },
        ],
      },
    ];
    const write = (await send(second, { tools })).content;
    expect(write).toMatchObject([
      { type: "tool_use", name: "write", input: { path: "out.txt", content: "done" } },
    ]);
    const id = (write[0] as Anthropic.ToolUseBlock).id;
    expect(calls.map((call) => call.id)).not.toContain(id);
    const last = await send(
      [
        ...second,
        { role: "assistant", content: write },
        { role: "user", content: [{ type: "tool_result", tool_use_id: id, content: "wrote 4 bytes" }] },
      ],
      { tools },
    );
    expect(last.stop_reason).toBe("end_turn");
    expect(textOf(last)).toMatch(/notes\.txt[\s\S]*buy milk[\s\S]*wrote 4 bytes/);
  });

  test("takes the argument names from the schema of the tool on offer", async () => {
    const edit: Anthropic.Tool = {
      name: "edit",
      input_schema: {
        type: "object",
        properties: {
          file_path: { type: "string" },
          old_string: { type: "string" },
          new_string: { type: "string" },
        },
      },
    };
    const message = await send([{ role: "user", content: "In a.txt replace 'x' with 'y'" }], {
      tools: [edit],
    });
    expect(message.content).toContainEqual(
      expect.objectContaining({
        type: "tool_use",
        input: { file_path: "a.txt", old_string: "x", new_string: "y" },
      }),
    );
  });

  test("says so when the tool it would need is not on offer", async () => {
    const message = await send([{ role: "user", content: "Run `uname`" }]);
    expect(message.stop_reason).toBe("end_turn");
    expect(textOf(message)).toContain("no `exec` tool");
  });

  test("reasons before the answer when thinking is on, and only then", async () => {
    const ask: Anthropic.MessageParam[] = [{ role: "user", content: "List the files" }];
    const on = await send(ask, { tools, thinking: { type: "enabled", budget_tokens: 1_024 } });
    expect(on.content[0]).toMatchObject({ type: "thinking", signature: expect.stringMatching(/.+/) });
    const off = await send(ask, { tools });
    expect(off.content.map((block) => block.type)).toEqual(["text", "tool_use"]);
  });

  test("remembers the conversation and sees that an image came", async () => {
    const recall = await send([
      { role: "user", content: "My dog is called Rex" },
      { role: "assistant", content: "Good." },
      { role: "user", content: "What did I say first?" },
    ]);
    expect(textOf(recall)).toContain("My dog is called Rex");
    const image = await send([
      {
        role: "user",
        content: [
          { type: "text", text: "Look at this" },
          { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
        ],
      },
    ]);
    expect(textOf(image)).toContain("one image");
  });

  test("does not take the result of an earlier turn's call for its own", async () => {
    const message = await send(
      [
        { role: "user", content: "Run `sleep 9`" },
        {
          role: "assistant",
          content: [{ type: "tool_use", id: "toolu_1", name: "exec", input: { command: "sleep 9" } }],
        },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "toolu_1", content: "stopped", is_error: true },
            { type: "text", text: "Read notes.txt" },
          ],
        },
      ],
      { tools },
    );
    expect(message.content.filter((block) => block.type === "tool_use")).toMatchObject([
      { name: "read", input: { path: "notes.txt" } },
    ]);
  });

  test("summarises a conversation by what the user said", async () => {
    const message = await send([
      {
        role: "user",
        content:
          "<conversation>\nUser: the demo is on Friday\n\nUser: read a.txt\n\nAssistant: noted\n</conversation>\n\nSummarise the conversation above.",
      },
    ]);
    expect(textOf(message)).toContain("- the demo is on Friday");
    expect(textOf(message)).not.toContain("noted");
  });

  test("keeps the limit of output tokens", async () => {
    const message = await send([{ role: "user", content: "Count to 100" }], { max_tokens: 5 });
    expect(message.stop_reason).toBe("max_tokens");
    expect(textOf(message)).toBe("1, 2, 3, 4, 5, 6, 7,");
  });

  test("gives the same answer to the same request", async () => {
    const ask: Anthropic.MessageParam[] = [{ role: "user", content: "Read notes.txt" }];
    const [a, b] = await Promise.all([send(ask, { tools }), send(ask, { tools })]);
    expect(a).toEqual(b);
  });
});

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${offline.baseUrl}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

describe("the offline model over the OpenAI APIs", () => {
  test("Chat Completions: a tool call, then its report", async () => {
    const body = {
      model: "gpt-5.1",
      tools: [{ type: "function", function: { name: "read", parameters: tools[1]!.input_schema } }],
      messages: [{ role: "user", content: "Read notes.txt" }] as unknown[],
    };
    const first = (await (await post("/v1/chat/completions", body)).json()) as {
      choices: { message: { tool_calls: { id: string; function: { name: string; arguments: string } }[] } }[];
    };
    const message = first.choices[0]!.message;
    expect(message.tool_calls[0]!.function).toEqual({ name: "read", arguments: '{"path":"notes.txt"}' });
    body.messages.push(message, {
      role: "tool",
      tool_call_id: message.tool_calls[0]!.id,
      content: "buy milk",
    });
    const second = (await (await post("/v1/chat/completions", body)).json()) as {
      choices: { message: { content: string } }[];
      usage: { prompt_tokens: number };
    };
    expect(second.choices[0]!.message.content).toContain("buy milk");
    expect(second.usage.prompt_tokens).toBeGreaterThan(10);
  });

  test("Responses: text, with reasoning when an effort is asked for", async () => {
    const response = await post("/v1/responses", {
      model: "gpt-5.1",
      reasoning: { effort: "low" },
      input: [{ role: "user", content: [{ type: "input_text", text: "Who are you?" }] }],
    });
    const body = (await response.json()) as { output: { type: string; content?: { text: string }[] }[] };
    expect(body.output.map((item) => item.type)).toEqual(["reasoning", "message"]);
    expect(body.output[1]!.content![0]!.text).toContain("offline model");
  });
});

describe("what the offline model does not serve", () => {
  test("no control routes, and nothing to a page in a browser", async () => {
    expect((await fetch(`${offline.baseUrl}/__aimock/journal`)).status).toBe(404);
    const fromPage = await post(
      "/v1/messages",
      { model, max_tokens: 1, messages: [] },
      { origin: "http://x.test" },
    );
    expect(fromPage.status).toBe(404);
  });

  test("a malformed body is a client error", async () => {
    const response = await fetch(`${offline.baseUrl}/v1/messages`, { method: "POST", body: "{" });
    expect(response.status).toBe(400);
  });

  test("closing in the middle of an answer ends it and frees the port", async () => {
    const slow = await startOfflineModel({ tokensPerSecond: 10, firstTokenMs: 0 });
    const response = await fetch(`${slow.baseUrl}/v1/messages`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        model,
        max_tokens: 900,
        stream: true,
        messages: [{ role: "user", content: "Count to 200" }],
      }),
    });
    const reader = response.body!.getReader();
    await reader.read();
    await slow.close();
    await expect(
      (async () => {
        while (!(await reader.read()).done);
      })(),
    ).rejects.toThrow();
    await expect(fetch(slow.baseUrl)).rejects.toThrow();
  });
});

/** What leaves: the request bodies of the Pi engine, as a provider receives them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ModelServer, startModelServer, type WireApi } from "../../../parity/wire/model-server.ts";
import type { StreamParams } from "../../kernel/request.ts";
import type { ModelInfo } from "../../routing/model.ts";
import { piCapabilities } from "./capabilities.ts";
import { APIS, assistant, bodyOf, drive, model, SECRET, said, user } from "./drive.test-helper.ts";

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

/** Where each API keeps what a test looks at. */
const PLACES = {
  "anthropic-messages": {
    system: (body) => body.system.map((block: { text: string }) => block.text),
    schema: (body) => body.tools[0].input_schema,
    limit: "max_tokens",
    images: (body) => images(body, "source", (source) => source.data),
  },
  "openai-completions": {
    system: (body) => [body.messages[0].content],
    schema: (body) => body.tools[0].function.parameters,
    limit: "max_tokens",
    images: (body) => images(body, "image_url", (source) => source.url.split(",")[1] ?? ""),
  },
  "openai-responses": {
    system: (body) => [body.input[0].content],
    schema: (body) => body.tools[0].parameters,
    limit: "max_output_tokens",
    images: (body) => images(body, "image_url", (source) => String(source).split(",")[1] ?? ""),
  },
} as const satisfies Record<WireApi, Place>;

interface Place {
  readonly system: (body: ReturnType<typeof bodyOf>) => string[];
  readonly schema: (body: ReturnType<typeof bodyOf>) => unknown;
  readonly limit: string;
  readonly images: (body: ReturnType<typeof bodyOf>) => string[];
}

/** A model of an API as the registry describes a local one. */
function local(api: WireApi, change: Partial<ModelInfo> = {}): ModelInfo {
  return model(api, { quirks: { supportsDeveloperRole: false, maxTokensField: "max_tokens" }, ...change });
}

async function sent(api: WireApi, options: Parameters<typeof drive>[2] = {}) {
  server.reset();
  const { result } = await drive(server, api, { model: local(api), ...options });
  expect(result).toEqual({ outcome: "ok" });
  return bodyOf(server.requests[0]);
}

describe.each(APIS)("%s", (api) => {
  const place = PLACES[api];

  test("the system prompt leaves byte for byte, alone", async () => {
    const systemPrompt = "  Line one\r\n\r\n\tLine  two – ünï🌍\n\n<cwd>/x</cwd>\n ";
    const body = await sent(api, { systemPrompt });
    expect(place.system(body)).toEqual([systemPrompt]);
  });

  test("a tool's schema leaves unchanged", async () => {
    const inputSchema = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      properties: { mode: { $ref: "#/$defs/mode" }, n: { type: ["integer", "null"], minimum: 1 } },
      required: ["mode"],
      additionalProperties: false,
      $defs: { mode: { enum: ["a", "b"] } },
    };
    const body = await sent(api, { tools: [{ name: "pick", description: "Picks", inputSchema }] });
    expect(place.schema(body)).toEqual(inputSchema);
    expect(body.tools).toHaveLength(1);
    expect(JSON.stringify(body.tools)).not.toContain("eager_input_streaming");
  });

  test("images of prompt, history and tool results arrive, each once and in order", async () => {
    const image = (data: string) => ({ type: "image", mimeType: "image/png", data }) as const;
    const body = await sent(api, {
      history: [
        { role: "user", content: [{ type: "text", text: "One" }, image("aaaa")] },
        assistant([{ type: "tool-call", id: "call_a", name: "look", input: {} }]),
        { role: "tool", toolCallId: "call_a", toolName: "look", content: [image("bbbb")], isError: false },
        assistant([{ type: "text", text: "Seen" }]),
      ],
      prompt: { role: "user", content: [{ type: "text", text: "Two" }, image("cccc")] },
    });
    expect(place.images(body)).toEqual(["aaaa", "bbbb", "cccc"]);
  });

  test("nothing is set that was not asked for; the output limit is the model's", async () => {
    const body = await sent(api);
    expect(body[place.limit]).toBe(8_000);
    for (const key of [
      "temperature",
      "top_p",
      "stop",
      "stop_sequences",
      "tools",
      "tool_choice",
      "metadata",
    ]) {
      expect(body).not.toHaveProperty(key);
    }
  });

  test("every stream parameter of the capabilities leaves as it was given", async () => {
    const asked: Required<Omit<StreamParams, "cacheRetention">> = {
      temperature: 0.25,
      topP: 0.5,
      maxOutputTokens: 777,
      stopSequences: ["END", "\n\n"],
    };
    const body = await sent(api, { streamParams: asked });
    const { streamParams } = piCapabilities(local(api));
    expect(body).toMatchObject({ temperature: 0.25, top_p: 0.5, [place.limit]: 777 });
    expect(streamParams).toEqual(expect.arrayContaining(["temperature", "topP", "maxOutputTokens"]));
    expect(streamParams.includes("stopSequences")).toBe(api !== "openai-responses");
    if (api !== "openai-responses") {
      expect(body[api === "anthropic-messages" ? "stop_sequences" : "stop"]).toEqual(["END", "\n\n"]);
    }
  });

  test("the asked output limit is exact with thinking on too", async () => {
    const body = await sent(api, { thinking: "high", streamParams: { maxOutputTokens: 3_000 } });
    expect(body[place.limit]).toBe(3_000);
    if (api === "anthropic-messages") expect(body.thinking.budget_tokens).toBeLessThan(3_000);
  });

  test("cache retention: none leaves no mark, short and long each their own", async () => {
    const marks = async (cacheRetention: StreamParams["cacheRetention"]) => {
      const body = await sent(api, { streamParams: { cacheRetention } });
      return (
        JSON.stringify(body)
          .match(/cache_control":\{[^}]*\}|prompt_cache_[a-z]+":"[^"]*"/g)
          ?.sort() ?? []
      );
    };
    const none = await marks("none");
    const short = await marks("short");
    const long = await marks("long");
    expect(none).toEqual([]);
    expect(long).not.toEqual(none);
    expect(long).not.toEqual(short);
    if (api !== "openai-completions") expect(short).not.toEqual(none);
  });

  test.each(["off", "low", "high"] as const)("thinking %s", async (thinking) => {
    const body = await sent(api, { thinking });
    const expected = {
      "anthropic-messages":
        thinking === "off"
          ? { thinking: { type: "disabled" } }
          : { thinking: { type: "enabled", budget_tokens: thinking === "low" ? 2_048 : 6_976 } },
      "openai-completions": thinking === "off" ? {} : { reasoning_effort: thinking },
      "openai-responses": { reasoning: { effort: thinking === "off" ? "none" : thinking } },
    }[api];
    expect(body).toMatchObject(expected);
  });

  test("a level that only the provider knows of leaves all the same", async () => {
    const body = await sent(api, { thinking: "low", model: local(api, { thinkingLevels: ["off", "high"] }) });
    expect(JSON.stringify(body)).toMatch(/"reasoning_effort":"low"|"effort":"low"|"budget_tokens":2048/);
  });

  test("a model without thinking is not told to leave it", async () => {
    const body = await sent(api, { model: local(api, { thinkingLevels: ["off"] }) });
    expect(body).not.toHaveProperty("thinking");
    expect(body).not.toHaveProperty("reasoning");
    expect(body).not.toHaveProperty("reasoning_effort");
  });

  test("the only key is the one the transport put in", async () => {
    await sent(api);
    const { headers } = server.requests[0]!;
    expect([headers["x-api-key"], headers.authorization]).toEqual(
      api === "anthropic-messages" ? [SECRET, undefined] : [undefined, `Bearer ${SECRET}`],
    );
    expect(JSON.stringify(headers)).not.toContain('"tandem"');
  });
});

test("an Anthropic model with effort levels gets the registry's name for the level", async () => {
  const body = await sent("anthropic-messages", {
    thinking: "max",
    model: local("anthropic-messages", {
      thinkingLevels: ["off", "low", "max"],
      thinkingNames: { max: "max" },
      quirks: { forceAdaptiveThinking: true },
    }),
  });
  expect(body).toMatchObject({ thinking: { type: "adaptive" }, output_config: { effort: "max" } });
});

test("a call's two ids of the Responses API are one id outside, and come back as two", async () => {
  server.reply({ toolCalls: [{ id: "call_a", name: "look", input: {} }] }, { text: "Done." });
  const tools = [{ name: "look", description: "Looks", inputSchema: { type: "object" } }];
  const { events, calls } = await drive(server, "openai-responses", { tools });
  expect(calls[0]!.id).toBe("call_a");
  const message = events.find((event) => event.type === "message")!.message;
  const [call] = message.content;
  expect(call).toMatchObject({ id: "call_a", signature: expect.stringMatching(/^fc_/) });
  const replayed = await sent("openai-responses", {
    tools,
    history: [
      user("Hello"),
      assistant([call!], { provider: "loop", model: "m-1", api: "openai-responses" }),
      { role: "tool", toolCallId: "call_a", toolName: "look", content: said("seen").content, isError: false },
    ],
  });
  const { signature } = call as { signature: string };
  expect(replayed.input).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ type: "function_call", call_id: "call_a", id: signature }),
      expect.objectContaining({ type: "function_call_output", call_id: "call_a", output: "seen" }),
    ]),
  );
});

/** Base64 of every image in a body, in order. */
function images(
  value: unknown,
  key: string,
  read: (source: { data: string; url: string }) => string,
): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => images(one, key, read));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) =>
    name === key ? [read(child as { data: string; url: string })] : images(child, key, read),
  );
}

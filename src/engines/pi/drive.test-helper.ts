/** Drives the Pi engine in tests: real engine, real wire, scripted provider. */
import type { CapturedRequest, ModelServer, WireApi } from "../../../parity/wire/model-server.ts";
import type { ModelInfo, ProviderInfo } from "../../routing/model.ts";
import type { AssistantContent, AssistantMessage, Message } from "../../sessions/message.ts";
import type { ToolCallInput, ToolCallOutput, ToolOffer } from "../../tools/tool.ts";
import { createTransport } from "../../transport/client.ts";
import type { ScopeOptions, TransportScope } from "../../transport/transport.ts";
import type { EngineEvent, EngineRun, EngineRunResult } from "../runtime.ts";
import { createPiRuntime } from "./index.ts";

export const APIS: readonly WireApi[] = ["anthropic-messages", "openai-completions", "openai-responses"];

export function model(api: WireApi, change: Partial<ModelInfo> = {}): ModelInfo {
  return {
    provider: "loop",
    id: "m-1",
    name: "M 1",
    aliases: [],
    api,
    runtimes: ["pi"],
    contextWindow: 200_000,
    maxOutputTokens: 8_000,
    input: ["text", "image"],
    thinkingLevels: ["off", "low", "medium", "high"],
    price: null,
    ...change,
  };
}

/** Two tools, whatever they do. */
export const OFFERS: readonly ToolOffer[] = ["first", "second"].map((name) => ({
  name,
  description: `The ${name} tool`,
  inputSchema: {
    type: "object",
    properties: { n: { type: "integer" } },
    required: ["n"],
    additionalProperties: false,
  },
}));

/** What the provider must see as the key. */
export const SECRET = "sk-test-0123456789";

export interface Driven {
  readonly result: EngineRunResult;
  readonly events: readonly EngineEvent[];
  readonly calls: readonly ToolCallInput[];
  readonly limit: TransportScope["limit"];
  /** Requests the engine sent that nobody had asked for. */
  readonly refused: number;
}

export interface DriveOptions extends Partial<Omit<EngineRun, "model">> {
  readonly model?: ModelInfo;
  readonly admit?: ScopeOptions["admit"];
  readonly tool?: (call: ToolCallInput) => ToolCallOutput | Promise<ToolCallOutput>;
}

const runtime = createPiRuntime();
const transport = createTransport({ classify: () => "unknown" });

/** Grants requests as the executor does: one for the prompt, and one once all results of a step are handed over. */
export async function drive(server: ModelServer, api: WireApi, options: DriveOptions = {}): Promise<Driven> {
  const { tool = () => said("done"), emit, signal = new AbortController().signal, ...rest } = options;
  const chosen = options.model ?? model(api);
  const provider: ProviderInfo = {
    id: "loop",
    name: "Loop",
    baseUrl: api === "anthropic-messages" ? server.url : `${server.url}/v1`,
    auth: api === "anthropic-messages" ? "x-api-key" : "bearer",
    keyVariables: [],
  };
  const events: EngineEvent[] = [];
  const calls: ToolCallInput[] = [];
  let open = 0;
  const scope = transport.open({
    runId: "run-1",
    runtime: "pi",
    provider,
    model: chosen,
    credential: async () => ({ profile: "main", secret: SECRET }),
    signal,
    admit: options.admit ?? (() => ({ admit: true })),
    idleTimeoutMs: 10_000,
    onAttempt: () => {},
    firstAttempt: 1,
  });
  scope.expect();
  const result = await runtime.run({
    runId: "run-1",
    sessionId: "session-1",
    model: chosen,
    provider,
    thinking: "off",
    streamParams: {},
    systemPrompt: "You are  a test.\n\n",
    history: [],
    prompt: { role: "user", content: [{ type: "text", text: "Hello" }] },
    head: "",
    headAfter: () => "",
    tools: [],
    transport: scope,
    takeSteering: () => [],
    signal,
    keepWarm: false,
    ...rest,
    emit: (event) => {
      events.push(event);
      if (event.type === "message") open = event.message.content.filter(isCall).length;
      emit?.(event);
    },
    runTool: async (call) => {
      calls.push(call);
      const output = await tool(call);
      open -= 1;
      if (open === 0) scope.expect();
      return output;
    },
  });
  const { limit, refused } = scope;
  scope.close();
  return { result, events, calls, limit, refused };
}

function isCall(block: AssistantContent): boolean {
  return block.type === "tool-call";
}

export function said(text: string, isError = false): ToolCallOutput {
  return { content: [{ type: "text", text }], isError };
}

export function user(text: string): Message {
  return { role: "user", content: [{ type: "text", text }] };
}

export function assistant(
  content: readonly AssistantContent[],
  origin: Partial<AssistantMessage["origin"]> = {},
): AssistantMessage {
  return {
    role: "assistant",
    content,
    origin: { runtime: "pi", provider: "other", model: "other-1", api: "anthropic-messages", ...origin },
    stop: "stop",
    usage: { input: 1, output: 1, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
    costUsd: null,
  };
}

/** The messages the engine reported. */
export function messagesOf(events: readonly EngineEvent[]) {
  return events.flatMap((event) => (event.type === "message" ? [event.message] : []));
}

/** Event types in order, runs of the same delta as one. */
export function sequence(events: readonly EngineEvent[]): string[] {
  return events
    .map((event) => event.type)
    .filter((type, index, all) => !(type.endsWith("-delta") && all[index - 1] === type));
}

// biome-ignore lint/suspicious/noExplicitAny: a provider's JSON, which the assertions on it describe
export function bodyOf(request: CapturedRequest | undefined): any {
  return request?.body;
}

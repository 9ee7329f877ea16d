/** Drives the Pi engine in tests: real engine, real wire, scripted provider. */
import type { CapturedRequest, ModelServer, WireApi } from "../../../parity/wire/model-server.ts";
import type { ModelInfo } from "../../routing/model.ts";
import type { AssistantContent, AssistantMessage, Message } from "../../sessions/message.ts";
import type { ToolCallInput, ToolCallOutput } from "../../tools/tool.ts";
import type { TransportScope } from "../../transport/transport.ts";
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

/** Only what an engine sees of it. */
const directScope = {
  fetch: (input: string | URL | Request, init?: RequestInit) => fetch(input, init),
} as TransportScope;

export interface Driven {
  readonly result: EngineRunResult;
  readonly events: readonly EngineEvent[];
  readonly calls: readonly ToolCallInput[];
}

export interface DriveOptions extends Partial<Omit<EngineRun, "model">> {
  readonly model?: ModelInfo;
  readonly tool?: (call: ToolCallInput) => ToolCallOutput | Promise<ToolCallOutput>;
}

const runtime = createPiRuntime();

export async function drive(server: ModelServer, api: WireApi, options: DriveOptions = {}): Promise<Driven> {
  const events: EngineEvent[] = [];
  const calls: ToolCallInput[] = [];
  const { tool = () => said("done"), ...rest } = options;
  const result = await runtime.run({
    runId: "run-1",
    sessionId: "session-1",
    model: model(api),
    provider: {
      id: "loop",
      name: "Loop",
      baseUrl: api === "anthropic-messages" ? server.url : `${server.url}/v1`,
      auth: "none",
      keyVariables: [],
    },
    thinking: "off",
    streamParams: {},
    systemPrompt: "You are  a test.\n\n",
    history: [],
    prompt: { role: "user", content: [{ type: "text", text: "Hello" }] },
    head: "",
    headAfter: () => "",
    tools: [],
    runTool: async (call) => {
      calls.push(call);
      return tool(call);
    },
    transport: directScope,
    takeSteering: () => [],
    emit: (event) => events.push(event),
    signal: new AbortController().signal,
    keepWarm: false,
    ...rest,
  });
  return { result, events, calls };
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

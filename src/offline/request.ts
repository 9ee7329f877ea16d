/** What the offline model needs to know of a request, whichever API it came by. */
import type { ChatCompletionRequest } from "@copilotkit/aimock";
import type { JsonSchema } from "../tools/tool.ts";
import { OUTPUT_INSTRUCTION } from "../turn/output-instruction.ts";

export interface OfferedTool {
  readonly name: string;
  readonly schema: JsonSchema;
}

export interface ToolReport {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export interface OfflineRequest {
  readonly model: string;
  /** Texts of the conversation's user messages, oldest first; the last one is what to answer. */
  readonly userTexts: readonly string[];
  /** Images in the last user message. */
  readonly images: number;
  /** Results of the tools called since the last user message, in order. */
  readonly reports: readonly ToolReport[];
  readonly tools: readonly OfferedTool[];
  readonly thinking: boolean;
  /** What the reply must fit; `null` when it may be any text. */
  readonly outputSchema: JsonSchema | null;
  /** Output tokens at most; `null` when the request sets no limit. */
  readonly maxTokens: number | null;
  /** Everything sent, in characters: what the usage is estimated from. */
  readonly chars: number;
}

/** Facts of the raw body that the server's common form leaves out. */
export interface BodyFacts {
  readonly thinking: boolean;
  readonly images: number;
  readonly chars: number;
}

/** Reads the facts from a body of any of the three APIs; never throws. */
export function bodyFacts(raw: string): BodyFacts {
  let body: unknown;
  try {
    body = JSON.parse(raw);
  } catch {
    return { thinking: false, images: 0, chars: raw.length };
  }
  const fields = isRecord(body) ? body : {};
  const messages = [fields.messages, fields.input].find(Array.isArray) ?? [];
  const lastUser = messages.findLast(
    (message: unknown) => isRecord(message) && message.role === "user" && !isToolResult(message),
  );
  const images = imagesIn(lastUser);
  return { thinking: asksForThinking(fields), images: images.length, chars: textChars(raw, images) };
}

/** Joins the server's common form of a request and the facts of its body. */
export function readRequest(request: ChatCompletionRequest, facts: BodyFacts): OfflineRequest {
  const lastUser = request.messages.findLastIndex((message) => message.role === "user");
  const turn = request.messages.slice(lastUser + 1);
  const calls = new Map(
    turn.flatMap((message) => (message.tool_calls ?? []).map((call) => [call.id, call.function] as const)),
  );
  return {
    model: request.model,
    userTexts: request.messages
      .filter((message) => message.role === "user")
      .map((message) => textOf(message)),
    images: facts.images,
    reports: turn
      // A call of an earlier turn may have its result beside this turn's prompt.
      .filter((message) => message.role === "tool" && calls.has(message.tool_call_id ?? ""))
      .map((message) => {
        const call = calls.get(message.tool_call_id ?? "");
        return { tool: call?.name ?? "tool", input: parseInput(call?.arguments), text: textOf(message) };
      }),
    tools: (request.tools ?? []).map((tool) => ({
      name: tool.function.name,
      schema: (tool.function.parameters ?? {}) as JsonSchema,
    })),
    thinking: facts.thinking,
    outputSchema: schemaIn(request.messages.filter((message) => message.role === "system").map(textOf)),
    maxTokens: maxTokensOf(request),
    chars: facts.chars,
  };
}

function schemaIn(systemTexts: readonly string[]): JsonSchema | null {
  const text = systemTexts.join("\n");
  const at = text.lastIndexOf(OUTPUT_INSTRUCTION);
  if (at === -1) return null;
  return parseInput(
    text
      .slice(at + OUTPUT_INSTRUCTION.length)
      .trimStart()
      .split("\n", 1)[0],
  );
}

function textOf(message: ChatCompletionRequest["messages"][number]): string {
  if (typeof message.content === "string") return message.content;
  return (message.content ?? []).map((part) => part.text ?? "").join("");
}

function maxTokensOf(request: ChatCompletionRequest): number | null {
  const limit = request.max_tokens ?? request.max_completion_tokens;
  return typeof limit === "number" ? limit : null;
}

/** Anthropic `thinking`, OpenAI Chat `reasoning_effort`, OpenAI Responses `reasoning.effort`. */
function asksForThinking(body: Readonly<Record<string, unknown>>): boolean {
  if (isRecord(body.thinking)) return body.thinking.type === "enabled" || body.thinking.type === "adaptive";
  const effort = isRecord(body.reasoning) ? body.reasoning.effort : body.reasoning_effort;
  return typeof effort === "string" && effort !== "none";
}

function isToolResult(message: Readonly<Record<string, unknown>>): boolean {
  return (
    Array.isArray(message.content) &&
    message.content.some((part) => isRecord(part) && part.type === "tool_result") &&
    !message.content.some((part) => isRecord(part) && part.type === "text")
  );
}

function imagesIn(message: unknown): string[] {
  if (!isRecord(message) || !Array.isArray(message.content)) return [];
  return message.content
    .filter((part) => isRecord(part) && /^(image|image_url|input_image)$/.test(String(part.type)))
    .map((part) => JSON.stringify(part));
}

/** Images cost about as much as 1,500 tokens of text, whatever their bytes. */
function textChars(raw: string, images: readonly string[]): number {
  return Math.max(0, raw.length - images.join("").length) + images.length * 6_000;
}

function parseInput(json: string | undefined): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(json ?? "{}");
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

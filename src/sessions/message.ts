/**
 * The engine-neutral form of a conversation. Engines translate from and to it; the store keeps it; nothing in it belongs to
 * one engine or provider except opaque `signature` strings, which are only sent back to the model that made them.
 */
import type { CostUsd, Usage, UsageReport } from "../cost/usage.ts";
import type { ErrorInfo } from "../kernel/errors.ts";

/** Which engine runs a turn. `recipe` runs declared tool calls without a model. */
export type RuntimeKind = "pi" | "claude" | "recipe";

export interface TextBlock {
  readonly type: "text";
  readonly text: string;
  /** Opaque provider mark (OpenAI Responses item id), valid only for the origin's provider and model. */
  readonly signature?: string;
}

/** An image by value. The store keeps the bytes once, by content hash, and gives them back in this form. */
export interface ImageBlock {
  readonly type: "image";
  /** `image/png`, `image/jpeg`, `image/gif` or `image/webp`. */
  readonly mimeType: string;
  /** Base64, without a data-URL prefix. */
  readonly data: string;
}

export interface ThinkingBlock {
  readonly type: "thinking";
  /** Empty when the provider redacted it. */
  readonly text: string;
  /** The provider's signature or encrypted content; without one the block is never replayed. */
  readonly signature?: string;
  /** True for content the provider encrypted (`signature` then holds it). */
  readonly redacted?: boolean;
}

export interface ToolCallBlock {
  readonly type: "tool-call";
  /** The model's own id. */
  readonly id: string;
  readonly name: string;
  /** Parsed arguments; `{}` when the model's JSON was cut off (the call then never ran). */
  readonly input: Readonly<Record<string, unknown>>;
  /** Opaque provider mark, as on text. */
  readonly signature?: string;
}

export type UserContent = TextBlock | ImageBlock;
export type AssistantContent = TextBlock | ThinkingBlock | ToolCallBlock;

export interface UserMessage {
  readonly role: "user";
  readonly content: readonly UserContent[];
}

/** Why the model stopped. */
export type ModelStop =
  | "stop"
  | "tool_calls"
  | "max_tokens"
  | "refusal"
  | "stop_sequence"
  | "error"
  | "aborted";

/** Where an assistant message came from. */
export interface MessageOrigin {
  readonly runtime: RuntimeKind;
  readonly provider: string;
  readonly model: string;
  /** Wire API that produced it (`anthropic-messages`, `openai-completions`, `openai-responses`). */
  readonly api: string;
  /** Credential profile id, when one was used. */
  readonly profile?: string;
}

export interface AssistantMessage {
  readonly role: "assistant";
  readonly content: readonly AssistantContent[];
  readonly origin: MessageOrigin;
  /** `error` and `aborted` messages are kept in the transcript and left out of what is sent to a model. */
  readonly stop: ModelStop;
  /** As far as it was reported; nothing but zeros where `usageReport` is `unknown`. */
  readonly usage: Usage;
  /** `null` when the model's price or the usage is unknown. */
  readonly costUsd: CostUsd;
  /** Absent: the provider reported all of it. */
  readonly usageReport?: Exclude<UsageReport, "complete">;
  readonly error?: ErrorInfo;
}

export interface ToolResultMessage {
  readonly role: "tool";
  readonly toolCallId: string;
  readonly toolName: string;
  readonly content: readonly UserContent[];
  readonly isError: boolean;
}

/** What a model can be sent: the summary of a compaction arrives as a user message. */
export type Message = UserMessage | AssistantMessage | ToolResultMessage;

/** The text of a message's text blocks, joined without a separator. */
export function textOf(message: { readonly content: readonly { readonly type: string }[] }): string {
  let text = "";
  for (const block of message.content) if (block.type === "text") text += (block as TextBlock).text;
  return text;
}

/** The tool calls of an assistant message, in the model's order. */
export function toolCallsOf(message: Pick<AssistantMessage, "content">): ToolCallBlock[] {
  return message.content.filter((block): block is ToolCallBlock => block.type === "tool-call");
}

/** The canonical conversation in Pi's form. */
import type {
  AssistantMessage as PiAssistant,
  Message as PiMessage,
  ToolCall as PiToolCall,
  UserMessage as PiUser,
} from "@earendil-works/pi-ai";
import type { ModelInfo, ProviderInfo } from "../../routing/model.ts";
import type {
  AssistantContent,
  AssistantMessage,
  Message,
  UserContent,
  UserMessage,
} from "../../sessions/message.ts";

/**
 * Pi sizes `max_tokens` by the last usage it finds. What a stored message cost says nothing once the history before it was
 * compacted, so it gets none and counts characters.
 */
const NO_USAGE: PiAssistant["usage"] = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  totalTokens: 0,
  cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, total: 0 },
};

export interface PiHistory {
  readonly messages: PiMessage[];
  /** Tool call ids that are in it, so that a model which restarts its ids cannot give one out twice. */
  readonly toolCallIds: Set<string>;
}

/** Messages that failed are left out; thinking stays only where the same provider, model and API made and signed it. */
export function toPiHistory(
  history: readonly Message[],
  model: ModelInfo,
  provider: ProviderInfo,
): PiHistory {
  const messages: PiMessage[] = [];
  const toolCallIds = new Set<string>();
  const piIds = new Map<string, string>();
  for (const message of history) {
    if (message.role === "user") {
      messages.push(toPiUser(message));
    } else if (message.role === "tool") {
      messages.push({
        role: "toolResult",
        toolCallId: piIds.get(message.toolCallId) ?? message.toolCallId,
        toolName: message.toolName,
        content: piContent(message.content),
        isError: message.isError,
        timestamp: 0,
      });
    } else if (message.stop !== "error" && message.stop !== "aborted") {
      const { origin } = message;
      const own = origin.provider === provider.id && origin.model === model.id && origin.api === model.api;
      messages.push(toPiAssistant(message, own, piIds));
      for (const block of message.content) if (block.type === "tool-call") toolCallIds.add(block.id);
    }
  }
  return { messages, toolCallIds };
}

export function toPiUser(message: UserMessage): PiUser {
  return { role: "user", content: piContent(message.content), timestamp: 0 };
}

/** Text and images have the same shape in both forms, and Pi does not write to them. */
export function piContent(content: readonly UserContent[]): Exclude<PiUser["content"], string> {
  return content as Exclude<PiUser["content"], string>;
}

function toPiAssistant(message: AssistantMessage, own: boolean, piIds: Map<string, string>): PiAssistant {
  const { origin } = message;
  return {
    role: "assistant",
    content: message.content.flatMap((block) => toPiBlock(block, own, origin.api, piIds)),
    api: origin.api,
    provider: origin.provider,
    model: origin.model,
    usage: NO_USAGE,
    stopReason: "stop",
    timestamp: 0,
  };
}

function toPiBlock(
  block: AssistantContent,
  own: boolean,
  api: string,
  piIds: Map<string, string>,
): PiAssistant["content"] {
  switch (block.type) {
    case "text":
      return [{ type: "text", text: block.text, ...(own && { textSignature: block.signature }) }];
    case "thinking":
      if (!own || block.signature === undefined) return [];
      return [
        {
          type: "thinking",
          thinking: block.text,
          thinkingSignature: block.signature,
          ...(block.redacted && { redacted: true }),
        },
      ];
    case "tool-call": {
      const { signature } = block;
      const itemId = own && api === "openai-responses" ? signature : undefined;
      const id = itemId === undefined ? block.id : `${block.id}|${itemId}`;
      piIds.set(block.id, id);
      return [
        {
          type: "toolCall",
          id,
          name: block.name,
          arguments: block.input as PiToolCall["arguments"],
          ...(own && itemId === undefined && signature !== undefined && { thoughtSignature: signature }),
        },
      ];
    }
  }
}

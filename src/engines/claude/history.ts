/**
 * The canonical history as a session file the binary resumes from.
 *
 * The binary repairs what it resumes: it answers a conversation that ends with a user message by itself ("No response
 * requested."), glues neighbouring messages of one role with a line break, and drops empty messages. So the history is given to
 * it in the one form that it leaves alone (roles alternating, an assistant message last), and what this form cannot say is
 * marked with a joint that the wire rules take out of every request.
 */
import { randomUUID } from "node:crypto";
import type { ModelInfo, ProviderInfo } from "../../routing/model.ts";
import type { AssistantMessage, Message, UserMessage } from "../../sessions/message.ts";
import { toolResultBlock, userBlocks, type WireBlock, type WireMessage, wireToolId } from "./content.ts";

export interface Opening {
  /** Alternating, an assistant message last; empty for a new conversation. */
  readonly history: readonly WireMessage[];
  /** What is sent first. */
  readonly prompt: readonly WireBlock[];
  /** A text that is a message or block only to keep the format valid; it must never reach the model. */
  readonly joint: string | null;
}

/** `null`: the history ends with an assistant message and there is no prompt, so there is nothing to answer. */
export function openingOf(
  history: readonly Message[],
  prompt: UserMessage | null,
  target: { readonly model: ModelInfo; readonly provider: ProviderInfo },
): Opening | null {
  const messages = wireMessages(history, target);
  const blocks = prompt === null ? [] : userBlocks(prompt.content);
  const last = messages.at(-1);
  if (last?.role !== "user")
    return blocks.length === 0 ? null : { history: messages, prompt: blocks, joint: null };
  if (!last.content.some((block) => block.type === "tool_result")) {
    return { history: messages.slice(0, -1), prompt: [...last.content, ...blocks], joint: null };
  }
  // Results must follow their calls at once, so they stay in the history and the prompt joins them on the wire.
  const joint = `[joint ${randomUUID()}]`;
  return {
    history: [...messages, { role: "assistant", content: [{ type: "text", text: joint }] }],
    prompt: blocks.length === 0 ? [{ type: "text", text: joint }] : blocks,
    joint,
  };
}

function wireMessages(
  history: readonly Message[],
  target: { readonly model: ModelInfo; readonly provider: ProviderInfo },
): WireMessage[] {
  const messages: WireMessage[] = [];
  for (const message of history) {
    const role = message.role === "assistant" ? "assistant" : "user";
    const content = blocksOf(message, target);
    if (content.length === 0) continue;
    const last = messages.at(-1);
    if (last?.role === role) messages[messages.length - 1] = { role, content: [...last.content, ...content] };
    else messages.push({ role, content });
  }
  return messages;
}

function blocksOf(
  message: Message,
  target: { readonly model: ModelInfo; readonly provider: ProviderInfo },
): WireBlock[] {
  if (message.role === "user") return userBlocks(message.content);
  if (message.role === "tool") return [toolResultBlock(message.toolCallId, message.content, message.isError)];
  return assistantBlocks(message, target);
}

function assistantBlocks(
  message: AssistantMessage,
  target: { readonly model: ModelInfo; readonly provider: ProviderInfo },
): WireBlock[] {
  const { origin } = message;
  const own =
    origin.api === "anthropic-messages" &&
    origin.provider === target.provider.id &&
    origin.model === target.model.id;
  const blocks: WireBlock[] = [];
  for (const block of message.content) {
    if (block.type === "tool-call") {
      blocks.push({ type: "tool_use", id: wireToolId(block.id), name: block.name, input: block.input });
    } else if (block.type === "text") {
      if (block.text.trim() !== "") blocks.push({ type: "text", text: block.text });
    } else if (own && block.signature) {
      // A signature holds only for the model that made it; thinking without one is refused.
      blocks.push(
        block.redacted
          ? { type: "redacted_thinking", data: block.signature }
          : { type: "thinking", thinking: block.text, signature: block.signature },
      );
    }
  }
  return blocks.every((block) => block.type.endsWith("thinking")) ? [] : blocks;
}

/** The lines of a session file, in the binary's own form. */
export function sessionFile(
  messages: readonly WireMessage[],
  session: { readonly id: string; readonly cwd: string; readonly model: string },
): string {
  let parentUuid: string | null = null;
  let lines = "";
  const timestamp = new Date().toISOString();
  for (const [index, message] of messages.entries()) {
    const uuid = randomUUID();
    const entry = {
      parentUuid,
      isSidechain: false,
      type: message.role,
      uuid,
      timestamp,
      sessionId: session.id,
      cwd: session.cwd,
      message: message.role === "user" ? message : assistantEntry(message, index, session.model),
    };
    lines += `${JSON.stringify(entry)}\n`;
    parentUuid = uuid;
  }
  return lines;
}

function assistantEntry(message: WireMessage, index: number, model: string): object {
  return {
    id: `msg_${index}`,
    type: "message",
    role: "assistant",
    model,
    content: message.content,
    stop_reason: message.content.some((block) => block.type === "tool_use") ? "tool_use" : "end_turn",
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  };
}

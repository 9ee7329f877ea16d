/** Cuts tool results that are too large for a model's window. Pure; what is stored stays whole. */
import type { Message, ToolResultMessage, UserContent } from "../sessions/message.ts";
import { CHARS_PER_TOKEN } from "./tokens.ts";

/** Of the window, for one result. */
const SHARE = 0.3;
const MOST_CHARS = 400_000;
const LEAST_CHARS = 2_000;
/** A line end is used when it costs no more than this share of the text kept. */
const LINE_END_SHARE = 0.2;

export const TRUNCATED_NOTE =
  "[The rest of this result was left out: it is too large for the model's context window.]";

/** Characters one tool result may have with this window. */
export function resultLimit(window: number): number {
  return Math.max(LEAST_CHARS, Math.min(MOST_CHARS, Math.floor(window * SHARE * CHARS_PER_TOKEN)));
}

/** The same array when nothing was too large. */
export function truncateResults(messages: readonly Message[], window: number): readonly Message[] {
  const limit = resultLimit(window);
  let changed = false;
  const out = messages.map((message) => {
    if (message.role !== "tool" || textLength(message) <= limit) return message;
    changed = true;
    return truncated(message, limit);
  });
  return changed ? out : messages;
}

function textLength(message: ToolResultMessage): number {
  return message.content.reduce((sum, block) => sum + (block.type === "text" ? block.text.length : 0), 0);
}

function truncated(message: ToolResultMessage, limit: number): ToolResultMessage {
  let left = limit - TRUNCATED_NOTE.length;
  const content: UserContent[] = [];
  for (const block of message.content) {
    if (block.type !== "text") content.push(block);
    else if (left > 0) {
      const text = block.text.length <= left ? block.text : cutAtLineEnd(block.text, left);
      left -= text.length;
      content.push({ type: "text", text });
    }
  }
  content.push({ type: "text", text: TRUNCATED_NOTE });
  return { ...message, content };
}

function cutAtLineEnd(text: string, limit: number): string {
  const end = text.lastIndexOf("\n", limit);
  return text.slice(0, end > limit * (1 - LINE_END_SHARE) ? end : limit);
}

/** Where a compaction cuts the conversation. Pure. */
import type { Message } from "../../sessions/message.ts";
import { messageTokens } from "../tokens.ts";

/**
 * Index of the first message to keep: as many as fit into `keepTokens` from the end, never beginning with a tool result, and
 * preferably with a user message. 0: nothing can be cut off.
 */
export function cutPoint(messages: readonly Message[], keepTokens: number): number {
  let first = messages.length;
  for (let tokens = 0; first > 0; first--) {
    tokens += messageTokens(messages[first - 1]!);
    if (tokens > keepTokens) break;
  }
  // The last message is what the model is to answer: it stays, with the call it belongs to.
  first = Math.min(first, messages.length - 1);
  const user = messages.findIndex((message, index) => index >= first && message.role === "user");
  if (user > 0) return user;
  while (first > 0 && messages[first]?.role === "tool") first--;
  return Math.max(0, first);
}

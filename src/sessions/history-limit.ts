/** How much of a direct conversation is sent: channels where people write for months need no more than the last turns. */
import type { Config } from "../config/schema.ts";
import type { KnownHistory } from "./history-cache.ts";
import type { Message } from "./message.ts";
import { parseSessionKey } from "./session-key.ts";

/** The messages from the `lastUserTurns`th user message from the end on; all of them when there are no more. 0 keeps none. */
export function limitHistory<T extends Pick<Message, "role">>(
  messages: readonly T[],
  lastUserTurns: number,
): readonly T[] {
  if (lastUserTurns === 0) return [];
  let turns = 0;
  for (let index = messages.length - 1; index > 0; index--) {
    if (messages[index]?.role === "user") turns++;
    if (turns === lastUserTurns) return messages.slice(index);
  }
  return messages;
}

/** User turns that the config grants a session; `null` without a limit. Threads and forks of a conversation have its limit. */
export function historyLimitOf(channels: Config["channels"], sessionKey: string): number | null {
  const parts = parseSessionKey(sessionKey);
  const channel = parts === null ? undefined : channels[parts.channel];
  if (parts === null || channel === undefined) return null;
  return channel.dms[parts.user]?.historyLimit ?? channel.dmHistoryLimit ?? null;
}

/** The history under the limit of its session; the same object when it is within. */
export function limitedHistory(
  channels: Config["channels"],
  sessionKey: string,
  history: KnownHistory,
): KnownHistory {
  const limit = historyLimitOf(channels, sessionKey);
  if (limit === null) return history;
  const messages = limitHistory(history.messages, limit);
  if (messages.length === history.messages.length) return history;
  return { messages, entryIds: history.entryIds.slice(history.messages.length - messages.length) };
}

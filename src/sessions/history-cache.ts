/** Recently used conversations in memory, so that the next turn of a session need not read its transcript again. */
import type { Message } from "./message.ts";

/** A conversation as it is sent, and where each message is in the transcript. */
export interface KnownHistory {
  readonly messages: readonly Message[];
  readonly entryIds: readonly (string | null)[];
}

interface CachedHistory extends KnownHistory {
  readonly headId: string | null;
}

/** Messages of all cached sessions together, at most; the least recently used sessions go first. */
const MAX_MESSAGES = 20_000;

/** One owner, one thread. A cached history counts only while its head is still the session's head. */
export class HistoryCache {
  readonly #sessions = new Map<string, CachedHistory>();
  #messages = 0;

  get(sessionId: string, headId: string | null): KnownHistory | null {
    const cached = this.#sessions.get(sessionId);
    if (!cached || cached.headId !== headId) return null;
    this.#sessions.delete(sessionId);
    this.#sessions.set(sessionId, cached);
    return cached;
  }

  set(sessionId: string, headId: string | null, history: KnownHistory): void {
    this.drop(sessionId);
    this.#sessions.set(sessionId, { headId, messages: history.messages, entryIds: history.entryIds });
    this.#messages += history.messages.length;
    for (const oldest of this.#sessions.keys()) {
      if (this.#messages <= MAX_MESSAGES || oldest === sessionId) break;
      this.drop(oldest);
    }
  }

  drop(sessionId: string): void {
    const cached = this.#sessions.get(sessionId);
    if (!cached) return;
    this.#sessions.delete(sessionId);
    this.#messages -= cached.messages.length;
  }
}

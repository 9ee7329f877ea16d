/** Splits a conversation into pieces that a model can summarise one after another. Pure. */
import type { Message } from "../../sessions/message.ts";
import { countTokens, messageTokens } from "../tokens.ts";

/** Of the window, for one piece; less when single messages are large. */
const SHARE = { most: 0.4, least: 0.15 };
/** Counting by characters may be off by this much. */
const SAFETY = 1.2;
/** Above this share of the window a message is noted, not summarised. */
const TOO_LARGE = 0.5;
/** Average share of a message in the window from which pieces get smaller. */
const LARGE_AVERAGE = 0.1;

export interface Piece {
  readonly messages: readonly Message[];
  /** One line for each message that was too large to be summarised. */
  readonly notes: readonly string[];
}

export function chunks(messages: readonly Message[], window: number): Piece[] {
  const limit = (window * chunkShare(messages, window)) / SAFETY;
  const pieces: { messages: Message[]; notes: string[]; tokens: number }[] = [];
  const open = () => {
    const piece = { messages: [] as Message[], notes: [] as string[], tokens: 0 };
    pieces.push(piece);
    return piece;
  };
  let piece = open();
  for (const message of messages) {
    const tokens = messageTokens(message);
    if (tokens * SAFETY > window * TOO_LARGE) {
      piece.notes.push(`A ${message.role} message of about ${tokens} tokens is not part of this summary.`);
      continue;
    }
    if (piece.tokens > 0 && piece.tokens + tokens > limit) piece = open();
    piece.messages.push(message);
    piece.tokens += tokens;
  }
  return pieces.filter(({ messages: kept, notes }) => kept.length > 0 || notes.length > 0);
}

function chunkShare(messages: readonly Message[], window: number): number {
  const average = messages.length === 0 ? 0 : (countTokens(messages) * SAFETY) / messages.length / window;
  if (average <= LARGE_AVERAGE) return SHARE.most;
  return Math.max(SHARE.least, SHARE.most - (average - LARGE_AVERAGE) * 2);
}

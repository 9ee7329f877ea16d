/** How many tokens a conversation takes: counted by characters, calibrated by what the provider reported. */
import type { AssistantMessage, Message, UserContent } from "../sessions/message.ts";

/** Characters of a token, on average, before calibration. */
export const CHARS_PER_TOKEN = 4;
/** Tokens of an image that fits the providers' limits. */
export const IMAGE_TOKENS = 1_200;
/** What a message costs beside its content. */
const MESSAGE_TOKENS = 4;
/** A report outside of these is not about what was sent (a cache the provider does not count, a test server). */
const PLAUSIBLE = { low: 0.7, high: 3 };

/** Tokens by characters alone. */
export function countTokens(messages: readonly Message[]): number {
  let tokens = 0;
  for (const message of messages) tokens += messageTokens(message);
  return tokens;
}

export function messageTokens(message: Message): number {
  let chars = 0;
  let images = 0;
  for (const block of message.content as readonly (AssistantMessage["content"][number] | UserContent)[]) {
    if (block.type === "text") chars += block.text.length;
    else if (block.type === "thinking") chars += block.text.length;
    else if (block.type === "tool-call") chars += block.name.length + JSON.stringify(block.input).length;
    else images += 1;
  }
  return MESSAGE_TOKENS + Math.ceil(chars / CHARS_PER_TOKEN) + images * IMAGE_TOKENS;
}

export function textTokens(text: string): number {
  return Math.ceil(text.length / CHARS_PER_TOKEN);
}

/**
 * What the provider counted for each token counted here, from the last message that carries a report. `overhead`: tokens of
 * system prompt and tools, which the provider counted too. 1 without a plausible report.
 */
export function calibration(messages: readonly Message[], overhead: number): number {
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index]!;
    if (message.role !== "assistant") continue;
    const { input, cacheRead, cacheWrite } = message.usage;
    const reported = input + cacheRead + cacheWrite;
    if (reported === 0) continue;
    const counted = overhead + countTokens(messages.slice(0, index));
    const factor = reported / counted;
    return factor >= PLAUSIBLE.low && factor <= PLAUSIBLE.high ? factor : 1;
  }
  return 1;
}

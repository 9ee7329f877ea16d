/** What the next model call of a conversation will likely cost. Pure. */
import { countTokens } from "../context/tokens.ts";
import type { AssistantMessage, Message } from "../sessions/message.ts";
import { costOf, type ModelPrice, NO_USAGE, tokensOf } from "./usage.ts";

export interface NextCall {
  /** What will be sent, prompt included. */
  readonly messages: readonly Message[];
  /** Tokens of system prompt and tools. */
  readonly overhead: number;
  readonly provider: string;
  readonly model: string;
  readonly price: ModelPrice;
}

/**
 * US dollars. It sends again what the last call sent, at the cache's price as far as that model had it cached, and what was added
 * since; the answer is as long as the last one was. Before any answer only what is sent is counted.
 */
export function estimateCall({ messages, overhead, provider, model, price }: NextCall): number {
  const index = messages.findLastIndex(isReported);
  if (index === -1) return costOf({ ...NO_USAGE, input: overhead + countTokens(messages) }, price) ?? 0;
  const { usage, origin } = messages[index] as AssistantMessage;
  // One that broke off says what was sent, and not how long its answer would have been.
  const whole = messages.filter(isReported).findLast((message) => message.usageReport === undefined);
  const output = Math.max(usage.output, whole?.usage.output ?? 0);
  const same = origin.provider === provider && origin.model === model;
  const cacheRead = same ? usage.cacheRead + usage.cacheWrite : 0;
  const fresh =
    usage.input + usage.cacheRead + usage.cacheWrite - cacheRead + countTokens(messages.slice(index));
  const caches = cacheRead > 0 && price.cacheWrite > 0;
  const sent = caches ? { input: 0, cacheWrite: fresh } : { input: fresh, cacheWrite: 0 };
  return costOf({ ...NO_USAGE, ...sent, cacheRead, output }, price) ?? 0;
}

function isReported(message: Message): message is AssistantMessage {
  return message.role === "assistant" && tokensOf(message.usage) > 0;
}

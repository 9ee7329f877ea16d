/** How much of a model's window a turn may use, and whether it fits. Pure. */
import { TandemError } from "../kernel/errors.ts";
import type { ModelInfo } from "../routing/model.ts";
import type { Message } from "../sessions/message.ts";
import { calibration, countTokens } from "./tokens.ts";

/** A window below this cannot hold an agent's turn. */
export const MIN_WINDOW = 16_000;
/** A window below this is worth a warning. */
export const SMALL_WINDOW = 32_000;
/** Tokens kept free for the reply, and and the most of a small window that this may be. */
const RESERVE = { tokens: 20_000, share: 0.4 };
/** Tokens of the recent conversation that compaction leaves as they are, likewise. */
const KEEP_RECENT = { tokens: 20_000, share: 0.3 };

export interface ContextBudget {
  readonly window: number;
  /** Tokens history and prompt may take: the window less system prompt, tools and reserve. */
  readonly available: number;
  /** Tokens of system prompt and tools. */
  readonly overhead: number;
  readonly keepRecent: number;
}

/** `overhead`: tokens of system prompt and tools. Throws TandemError `context_overflow` for a model whose window is below {@link MIN_WINDOW}. */
export function contextBudget(model: ModelInfo, overhead: number): ContextBudget {
  const window = model.contextWindow;
  if (window < MIN_WINDOW) {
    throw new TandemError({
      code: "context_overflow",
      message: `The context window of ${model.provider}/${model.id} is too small (${window} tokens); a turn needs ${MIN_WINDOW}.`,
      remediation: "Choose a model with a larger window, or correct contextWindow in config.",
      details: { window, minimum: MIN_WINDOW },
    });
  }
  const reserve = Math.min(RESERVE.tokens, Math.floor(window * RESERVE.share));
  return {
    window,
    overhead,
    available: Math.max(0, window - overhead - reserve),
    keepRecent: Math.min(KEEP_RECENT.tokens, Math.floor(window * KEEP_RECENT.share)),
  };
}

/** Tokens these messages take by the provider's count, as far as it is known. */
export function contextTokens(messages: readonly Message[], budget: ContextBudget): number {
  return Math.ceil(countTokens(messages) * calibration(messages, budget.overhead));
}

/** What engines share in translating limits and sampling, so that the same request says the same to a model on each. */
import type { Capabilities, ModelInfo } from "../routing/model.ts";

/** Tokens that stay for the answer when thinking shares the output limit. */
const ANSWER_TOKENS = 1_024;
/** Least tokens of thinking that Anthropic takes as a budget. */
const LEAST_BUDGET = 1_024;

/**
 * Tokens of thinking within an output limit, which must be above {@link LEAST_BUDGET}: the limit that was asked for is sent as it
 * is, and thinking leaves room in it for an answer.
 */
export function thinkingBudget(wanted: number, limit: number): number {
  return Math.max(LEAST_BUDGET, Math.min(wanted, limit - ANSWER_TOKENS));
}

/** What a turn may ask of a model on any engine; only the sampling parameters that reach the wire differ. */
export function modelCapabilities(
  model: ModelInfo,
  streamParams: Capabilities["streamParams"],
): Capabilities {
  return {
    images: model.input.includes("image"),
    thinkingLevels: model.thinkingLevels,
    tools: true,
    streaming: true,
    structuredOutput: true,
    steering: true,
    nativeTools: false,
    streamParams,
  };
}

/** Whether a model takes temperature and top-p: recent Anthropic models refuse them, and so do OpenAI's that always reason. */
export function takesSampling({ provider, quirks, thinkingLevels }: ModelInfo): boolean {
  if (quirks?.supportsTemperature === false || quirks?.supportsMidConvoEffort === true) return false;
  return provider !== "openai" || thinkingLevels.includes("off");
}

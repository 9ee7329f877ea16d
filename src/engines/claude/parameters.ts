/** What a request's body must say for a model, thinking level and sampling parameters: the same as Pi would send. */
import type { StreamParams } from "../../kernel/request.ts";
import type { Capabilities, ModelInfo, ThinkingLevel } from "../../routing/model.ts";
import { modelCapabilities, takesSampling, thinkingBudget } from "../limits.ts";

/** Tokens for thinking on models that take a budget; `xhigh` and `max` mean `high` there. */
const BUDGETS: Readonly<Record<Exclude<ThinkingLevel, "off">, number>> = {
  minimal: 1_024,
  low: 2_048,
  medium: 8_192,
  high: 16_384,
  xhigh: 16_384,
  max: 16_384,
};

export interface RequestParameters {
  /** Merged over each request's body by the binary. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Switches of the binary for what cannot be said in the body. */
  readonly env: Readonly<Record<string, string>>;
}

/** Translates thinking level and sampling parameters of one process. */
export function requestParameters(
  model: ModelInfo,
  thinking: ThinkingLevel,
  params: StreamParams,
): RequestParameters {
  const limit = params.maxOutputTokens ?? model.maxOutputTokens;
  const body: Record<string, unknown> = { max_tokens: limit };
  // The binary has an effort of its own for each model; only what is in the body counts.
  const env: Record<string, string> = { CLAUDE_CODE_EFFORT_LEVEL: "unset" };

  const level = effectiveLevel(model, thinking);
  if (level === null) env.CLAUDE_CODE_DISABLE_THINKING = "1";
  else if (level === "off") body.thinking = { type: "disabled" };
  else if (model.quirks?.forceAdaptiveThinking === true) {
    body.thinking = { type: "adaptive", display: "summarized" };
    body.output_config = { effort: model.thinkingNames?.[level] ?? (level === "minimal" ? "low" : level) };
  } else {
    body.thinking = {
      type: "enabled",
      budget_tokens: thinkingBudget(BUDGETS[level], limit),
      display: "summarized",
    };
  }

  if (params.temperature !== undefined) body.temperature = params.temperature;
  if (params.topP !== undefined) body.top_p = params.topP;
  if (params.stopSequences !== undefined) body.stop_sequences = params.stopSequences;
  if (params.cacheRetention === "none") env.DISABLE_PROMPT_CACHING = "1";
  if (params.cacheRetention === "long") env.ENABLE_PROMPT_CACHING_1H = "1";
  return { body, env };
}

/** True facts of this engine with a model. */
export function claudeCapabilities(model: ModelInfo): Capabilities {
  const streamParams: Capabilities["streamParams"][number][] = [
    "maxOutputTokens",
    "stopSequences",
    "cacheRetention",
  ];
  if (takesSampling(model)) streamParams.unshift("temperature", "topP");
  return { ...modelCapabilities(model, streamParams), nativeTools: true };
}

/** `null`: the model does not think, and must not be told about thinking at all. */
function effectiveLevel(model: ModelInfo, thinking: ThinkingLevel): ThinkingLevel | null {
  const levels = model.thinkingLevels;
  if (levels.every((level) => level === "off")) return null;
  // A model that cannot stop thinking gets the least it accepts.
  return levels.includes(thinking) ? thinking : (levels[0] ?? null);
}

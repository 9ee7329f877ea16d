/** Tandem's facts about a model in the form Pi takes. */
import type { Api, Model } from "@earendil-works/pi-ai";
import {
  type ModelInfo,
  type ProviderInfo,
  THINKING_LEVELS,
  type ThinkingLevel,
} from "../../routing/model.ts";

/** Prices are left at zero: cost is computed once, above the engines. */
const NO_COST = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

export function piModel(model: ModelInfo, provider: ProviderInfo): Model<Api> {
  return {
    id: model.id,
    name: model.name,
    api: model.api,
    provider: provider.id,
    baseUrl: provider.baseUrl,
    reasoning: model.thinkingLevels.some((level) => level !== "off"),
    thinkingLevelMap: levelMap(model),
    input: [...model.input],
    cost: NO_COST,
    contextWindow: model.contextWindow,
    maxTokens: model.maxOutputTokens,
    compat: model.quirks as Model<Api>["compat"],
  };
}

/** `null` marks a level the model lacks; a level left out goes by Pi's own name for it, which `xhigh` and `max` have not. */
function levelMap(model: ModelInfo): Partial<Record<ThinkingLevel, string | null>> {
  const map: Partial<Record<ThinkingLevel, string | null>> = {};
  for (const level of THINKING_LEVELS) {
    const name = model.thinkingNames?.[level];
    if (!model.thinkingLevels.includes(level)) map[level] = null;
    else if (name !== undefined) map[level] = name;
    else if (level === "xhigh" || level === "max") map[level] = level;
  }
  return map;
}

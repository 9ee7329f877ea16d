/** Tandem's facts about a model in the form Pi takes. */
import type { Api, Model } from "@earendil-works/pi-ai";
import {
  type ModelInfo,
  type ProviderInfo,
  THINKING_LEVELS,
  type ThinkingLevel,
} from "../../routing/model.ts";
import { engineBaseUrl } from "../../transport/endpoint.ts";

/** Prices are left at zero: cost is computed once, above the engines. */
const NO_COST = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

/** `thinking` is the level of the run; it counts as one of the model's, since a provider may name one the registry does not know. */
export function piModel(model: ModelInfo, provider: ProviderInfo, thinking: ThinkingLevel): Model<Api> {
  const levels = new Set([...model.thinkingLevels, thinking]);
  return {
    id: model.id,
    name: model.name,
    api: model.api,
    provider: provider.id,
    baseUrl: engineBaseUrl(provider.baseUrl),
    reasoning: [...levels].some((level) => level !== "off"),
    thinkingLevelMap: levelMap(levels, model.thinkingNames ?? {}),
    input: [...model.input],
    cost: NO_COST,
    contextWindow: model.contextWindow,
    maxTokens: model.maxOutputTokens,
    compat: model.quirks as Model<Api>["compat"],
  };
}

/** `null` marks a level the model lacks; a level left out goes by Pi's own name for it, which `xhigh` and `max` have not. */
function levelMap(
  levels: ReadonlySet<ThinkingLevel>,
  names: Partial<Record<ThinkingLevel, string>>,
): Partial<Record<ThinkingLevel, string | null>> {
  const map: Partial<Record<ThinkingLevel, string | null>> = {};
  for (const level of THINKING_LEVELS) {
    const name = names[level];
    if (!levels.has(level)) map[level] = null;
    else if (name !== undefined) map[level] = name;
    else if (level === "xhigh" || level === "max") map[level] = level;
  }
  return map;
}

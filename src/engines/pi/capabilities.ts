/** What a model can be asked for on the Pi engine. */
import type { Capabilities, ModelInfo } from "../../routing/model.ts";
import { takesSampling } from "../limits.ts";

type StreamParam = Capabilities["streamParams"][number];

export function piCapabilities(model: ModelInfo): Capabilities {
  return {
    images: model.input.includes("image"),
    thinkingLevels: model.thinkingLevels,
    tools: true,
    streaming: true,
    structuredOutput: true,
    steering: true,
    nativeTools: false,
    streamParams: streamParams(model),
  };
}

function streamParams(model: ModelInfo): StreamParam[] {
  const params: StreamParam[] = ["cacheRetention"];
  if (takesSampling(model)) params.push("temperature", "topP");
  if (model.quirks?.supportsMaxOutputTokens !== false) params.push("maxOutputTokens");
  if (model.api !== "openai-responses") params.push("stopSequences");
  return params;
}

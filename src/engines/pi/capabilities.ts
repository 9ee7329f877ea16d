/** What a model can be asked for on the Pi engine. */
import type { Capabilities, ModelInfo } from "../../routing/model.ts";
import { modelCapabilities, takesSampling } from "../limits.ts";

type StreamParam = Capabilities["streamParams"][number];

export function piCapabilities(model: ModelInfo): Capabilities {
  return modelCapabilities(model, streamParams(model));
}

function streamParams(model: ModelInfo): StreamParam[] {
  const params: StreamParam[] = ["cacheRetention"];
  if (takesSampling(model)) params.push("temperature", "topP");
  if (model.quirks?.supportsMaxOutputTokens !== false) params.push("maxOutputTokens");
  if (model.api !== "openai-responses") params.push("stopSequences");
  return params;
}

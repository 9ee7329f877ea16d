/** Starts an engine for a turn that is likely to come. */
import type { Engines } from "../engines/engines.ts";
import type { ValidRequest } from "../kernel/validate.ts";
import type { ProviderInfo } from "../routing/model.ts";
import type { PrepareDeps } from "./prepare.ts";
import { gatherPreview } from "./preview.ts";

export interface PrewarmDeps {
  readonly prepare: PrepareDeps;
  readonly engines: Pick<Engines, "get">;
  readonly endpoint: (provider: ProviderInfo) => ProviderInfo | Promise<ProviderInfo>;
}

/** Rejects as the turn would. */
export async function prewarmEngine(
  { prepare, engines, endpoint }: PrewarmDeps,
  valid: ValidRequest,
): Promise<void> {
  const { gathered, offer } = await gatherPreview(prepare, valid, null);
  const { runtime, model, provider, thinking } = gathered.context;
  const engine = await engines.get(runtime);
  engine.prewarm?.({
    systemPrompt: offer.prompt.text,
    tools: offer.tools,
    model,
    provider: await endpoint(provider),
    thinking,
    streamParams: {},
  });
}

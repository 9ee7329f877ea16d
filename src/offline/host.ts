/** Starts the offline model when a turn first needs it, and gives its address to the provider that stands for it. */
import type { ProviderInfo } from "../routing/model.ts";
import type { OfflineModel } from "./server.ts";

/** Id of the built-in provider. */
export const OFFLINE_PROVIDER = "offline";

export class OfflineModelHost {
  #model: Promise<OfflineModel> | null = null;

  /** The provider as it can be reached: unchanged, unless it is the offline one. */
  async reach(provider: ProviderInfo): Promise<ProviderInfo> {
    if (provider.id !== OFFLINE_PROVIDER) return provider;
    this.#model ??= import("./server.ts").then(({ startOfflineModel }) => startOfflineModel());
    return { ...provider, baseUrl: (await this.#model).baseUrl };
  }

  async close(): Promise<void> {
    await (await this.#model)?.close();
  }
}

/** The model registry: Tandem's own table, pi-ai's catalogue below it, and what the config adds. */
import type { Config, ProviderConfig } from "../config/schema.ts";
import { TandemError } from "../kernel/errors.ts";
import { ANTHROPIC_MODELS, OFFLINE_MODEL, OPENAI_MODELS } from "./catalogue.ts";
import { type CatalogueProvider, catalogueModels } from "./catalogue-rows.ts";
import type { ModelInfo, ProviderInfo } from "./model.ts";
import { nearest } from "./nearest.ts";
import { type Environment, knownProviders, providerInfo } from "./providers.ts";

export interface Registry {
  /** Every model, provider by provider; the first call reads the whole catalogue (a few milliseconds). */
  models(): readonly ModelInfo[];
  providers(): readonly ProviderInfo[];
  provider(id: string): ProviderInfo | undefined;
  /** A model by its provider and its id or alias there. */
  lookup(provider: string, model: string): ModelInfo | undefined;
  /** Models of one provider, the config's own first; empty for an unknown one. */
  modelsOf(provider: string): readonly ModelInfo[];
  /**
   * A model by `provider/id`, or by an Anthropic id or alias alone. Throws TandemError `unknown_model`, with the nearest names in
   * its message and in `details.nearest`.
   */
  find(text: string): ModelInfo;
  /** Names that `find` takes, closest to the text first; at most three. */
  nearest(text: string): readonly string[];
}

/** Models that can be named without a provider. */
const BARE = ["anthropic", "offline"] as const;

/** Cheap: models are read when they are asked for. Throws TandemError `invalid_config` for a provider that lacks something. */
export function createRegistry(options: { readonly config: Config; readonly env: Environment }): Registry {
  const { config, env } = options;
  const providers = knownProviders(config, env);
  const infos = new Map([...providers.values()].map((one) => [one.id, providerInfo(one)]));
  const loaded = new Map<string, readonly ModelInfo[]>();

  function modelsOf(id: string): readonly ModelInfo[] {
    const provider = providers.get(id);
    if (provider === undefined) return [];
    let models = loaded.get(id);
    if (models === undefined) {
      models = merge([customModels(provider, config.providers[id]), builtIn(id)]);
      loaded.set(id, models);
    }
    return models;
  }

  const lookup = (provider: string, name: string) => {
    const models = modelsOf(provider);
    return models.find((model) => model.id === name) ?? models.find((model) => model.aliases.includes(name));
  };

  const models = () => [...providers.keys()].flatMap(modelsOf);

  function candidates(text: string): readonly string[] {
    const bare = BARE.flatMap(modelsOf).flatMap((model) => [model.id, ...model.aliases]);
    const full = models().map((model) => `${model.provider}/${model.id}`);
    if (text.includes("/")) return nearest(text, full);
    const byId = new Map<string, string>();
    for (const { provider, id } of models()) if (!byId.has(id)) byId.set(id, `${provider}/${id}`);
    const direct = new Set(bare);
    // An id without its provider is likely meant as it stands, so it is compared alone.
    return nearest(text, [...bare, ...byId.keys()]).map((name) =>
      direct.has(name) ? name : byId.get(name)!,
    );
  }

  return {
    models,
    providers: () => [...infos.values()],
    provider: (id) => infos.get(id),
    lookup,
    modelsOf,
    nearest: candidates,
    find(text) {
      const slash = text.indexOf("/");
      const found =
        slash === -1
          ? BARE.map((provider) => lookup(provider, text)).find((model) => model !== undefined)
          : lookup(text.slice(0, slash), text.slice(slash + 1));
      if (found !== undefined) return found;
      throw unknownModel(text, candidates(text));
    },
  };
}

export function unknownModel(text: string, near: readonly string[]): TandemError {
  const hint = near.length === 0 ? "" : ` Nearest: ${near.join(", ")}.`;
  return new TandemError({
    code: "unknown_model",
    field: "model",
    message: `The model "${text}" is not known.${hint}`,
    remediation:
      "Choose one from `tandem models`, or add it in config under `providers.<id>.models` with its base URL and API.",
    details: { model: text, nearest: near },
  });
}

function builtIn(provider: string): readonly ModelInfo[] {
  switch (provider) {
    case "anthropic":
      return ANTHROPIC_MODELS;
    case "offline":
      return [OFFLINE_MODEL];
    case "openai":
      return merge([OPENAI_MODELS, catalogueModels(provider)]);
    default:
      return catalogueModels(provider);
  }
}

/** An id in an earlier list hides the same one in a later list. */
function merge(lists: readonly (readonly ModelInfo[])[]): ModelInfo[] {
  const byId = new Map<string, ModelInfo>();
  for (const model of lists.flat()) if (!byId.has(model.id)) byId.set(model.id, model);
  return [...byId.values()];
}

/** Servers that follow OpenAI's API by name only are asked in the form all of them know. */
const PLAIN_OPENAI = { supportsStore: false, supportsDeveloperRole: false, maxTokensField: "max_tokens" };

function customModels(provider: CatalogueProvider, settings: ProviderConfig | undefined): ModelInfo[] {
  const api = settings?.api ?? provider.api;
  return (settings?.models ?? []).map((model) => ({
    provider: provider.id,
    id: model.id,
    name: model.name ?? model.id,
    aliases: model.aliases,
    api,
    runtimes: api === "anthropic-messages" ? ["claude", "pi"] : ["pi"],
    contextWindow: model.contextWindow,
    maxOutputTokens: model.maxOutputTokens,
    input: model.images ? ["text", "image"] : ["text"],
    thinkingLevels: model.thinkingLevels,
    price: model.price ?? null,
    ...(api !== "anthropic-messages" && provider.id !== "openai" && { quirks: PLAIN_OPENAI }),
  }));
}

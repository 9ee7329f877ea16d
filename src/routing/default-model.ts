/** The model of a turn for which nobody named one. */
import type { Config } from "../config/schema.ts";
import { TandemError } from "../kernel/errors.ts";
import type { RuntimeKind } from "../sessions/message.ts";
import { DEFAULT_MODELS, OFFLINE_MODEL } from "./catalogue.ts";
import type { ModelInfo } from "./model.ts";
import type { Registry } from "./registry.ts";

/** Cheaper than the default where a provider has such. */
const TEST_MODELS: Readonly<Record<string, string>> = { anthropic: "claude-haiku-4-5", openai: "gpt-6-luna" };

export interface DefaultModel {
  readonly model: ModelInfo;
  readonly why: string;
}

export interface DefaultModelOptions {
  readonly registry: Registry;
  readonly config: Config;
  readonly credentialsFor: (provider: string) => boolean;
  /** Engine it should run on, if one is named. */
  readonly runtime?: RuntimeKind;
  /** The request itself named the engine: a model that cannot run there is no answer. */
  readonly runtimeIsAsked: boolean;
}

/**
 * The first provider that can be asked, in this order: Anthropic, OpenAI, those added in config, the rest of the catalogue; then the
 * offline model, as far as `config.offline` allows. Throws TandemError `missing_auth` or `unsupported_capability`.
 */
export function defaultModel(options: DefaultModelOptions): DefaultModel {
  const { config, runtime } = options;
  const offline = (why: string) => ({ model: OFFLINE_MODEL, why });
  if (config.offline === "always") return offline("the config says always offline");
  let other: DefaultModel | undefined;
  for (const found of reachable(options)) {
    if (runtime === undefined || found.model.runtimes.includes(runtime)) return found;
    other ??= found;
  }
  if (other !== undefined) {
    if (!options.runtimeIsAsked) return other;
    throw new TandemError({
      code: "unsupported_capability",
      field: "runtime",
      message: `No model that can be reached runs on the ${runtime} engine.`,
      remediation: `Set ANTHROPIC_API_KEY, or leave the engine open: ${other.model.provider}/${other.model.id} would run on ${other.model.runtimes.join(" or ")}.`,
    });
  }
  if (config.offline !== "never") return offline("no credentials found");
  throw new TandemError({
    code: "missing_auth",
    message: "No credentials were found, and the offline model is switched off.",
    remediation: "Set ANTHROPIC_API_KEY or OPENAI_API_KEY, or allow the offline model in config.",
  });
}

function* reachable({ registry, config, credentialsFor }: DefaultModelOptions): Generator<DefaultModel> {
  const configured = Object.keys(config.providers);
  const rest = registry.providers().map((provider) => provider.id);
  for (const id of new Set(["anthropic", "openai", ...configured, ...Object.keys(DEFAULT_MODELS), ...rest])) {
    const provider = registry.provider(id);
    if (provider === undefined || id === OFFLINE_MODEL.provider) continue;
    const open = provider.auth === "none" || provider.keyOptional === true;
    if (!open && !credentialsFor(id)) continue;
    const model = favourite(id, registry, config);
    if (model === undefined) continue;
    yield {
      model,
      why: credentialsFor(id) ? `${provider.name} has credentials` : `${provider.name} needs no key`,
    };
  }
}

/** A small model of a provider, good for asking whether it answers at all. */
export function testModel(id: string, registry: Registry, config: Config): ModelInfo | undefined {
  return favourite(id, registry, config, TEST_MODELS[id]);
}

/** A provider that the config moved elsewhere likely has only the models the config lists. */
function favourite(
  id: string,
  registry: Registry,
  config: Config,
  preferred = DEFAULT_MODELS[id],
): ModelInfo | undefined {
  const settings = config.providers[id];
  const own = settings?.baseUrl === undefined ? undefined : settings.models[0];
  const name = own?.id ?? preferred;
  return name === undefined ? registry.modelsOf(id)[0] : registry.lookup(id, name);
}

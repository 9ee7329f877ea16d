/** Turns a request into what it runs on: engine, provider, model, thinking level, capabilities, and the reasons. */
import type { Config } from "../config/schema.ts";
import { engineCapabilities } from "../engines/capabilities.ts";
import { TandemError } from "../kernel/errors.ts";
import type { TurnRequest } from "../kernel/request.ts";
import type { RuntimeKind } from "../sessions/message.ts";
import type { SessionInfo } from "../sessions/store.ts";
import { OFFLINE_MODEL } from "./catalogue.ts";
import { defaultModel } from "./default-model.ts";
import { type Layer, type RouteRequest, routeLayers, type Spawner } from "./layers.ts";
import type { ModelInfo, ProviderInfo, RuntimeContext } from "./model.ts";
import { parseModelString } from "./model-string.ts";
import { isLoopback } from "./providers.ts";
import type { Registry } from "./registry.ts";
import { chooseThinking } from "./thinking.ts";

const RUNTIMES: readonly RuntimeKind[] = ["pi", "claude", "recipe"];

export interface Resolver {
  /**
   * `spawner`: what a subagent's parent runs on; see {@link routeLayers}. Precedence, for the model and for the engine: request, session, subagent setting, agent, main agent, config, default.
   * Reads no file and opens no connection. Throws TandemError `unknown_model`, `invalid_model_string`, `unknown_runtime`,
   * `unsupported_capability`, `missing_auth` or `runtime_unavailable`.
   */
  resolve(request: RouteRequest, session: SessionInfo | null, spawner?: Spawner): RuntimeContext;
  /**
   * Throws TandemError `unknown_model` or `invalid_model_string`, with the field, for a fallback that names no model: a typing mistake
   * is reported before it is needed.
   */
  checkFallbacks(request: Pick<TurnRequest, "fallbackModels">): void;
  /** What a turn gets that asks for nothing. Throws as `resolve` does. */
  defaults(): { readonly runtime: RuntimeKind; readonly model: string; readonly why: readonly string[] };
}

export interface ResolverOptions {
  readonly registry: Registry;
  readonly config: Config;
  /** Whether a key of this provider is at hand. */
  readonly credentialsFor: (provider: string) => boolean;
}

/** A model with the place that named it; `null`: nobody did. */
interface Choice {
  readonly model: ModelInfo;
  readonly layer: Layer | null;
  /** Engine by the model string alone. */
  readonly engine: RuntimeKind;
  readonly engineIsFixed: boolean;
  readonly why: string;
}

export function createResolver(options: ResolverOptions): Resolver {
  const { registry, config } = options;

  function resolve(request: RouteRequest, session: SessionInfo | null, spawner?: Spawner): RuntimeContext {
    const layers = routeLayers(config, request, session, spawner);
    const named = layers.find((layer) => layer.runtime !== undefined);
    checkRuntime(named);
    const why: string[] = [];
    const choice = chooseModel(layers, named, why);
    why.push(choice.why);
    const runtime = chooseEngine(choice, layers, named, why);
    const provider = registry.provider(choice.model.provider)!;
    checkCredentials(provider);
    const capabilities = engineCapabilities(runtime, choice.model);
    const thinking = chooseThinking(config, request, choice.model, why);
    return {
      runtime,
      provider,
      model: choice.model,
      thinking,
      profile: request.authProfileId ?? null,
      capabilities,
      why,
    };
  }

  function chooseModel(layers: readonly Layer[], named: Layer | undefined, why: string[]): Choice {
    for (const layer of layers) {
      if (layer.model === undefined) continue;
      const choice = readModel(layer, layer.model, why);
      if (choice !== null) return choice;
    }
    const { model, why: reason } = defaultModel({
      ...options,
      runtime: named?.runtime,
      runtimeIsAsked: named !== undefined && named === layers[0],
    });
    const engine = model.provider === "anthropic" ? config.anthropicRuntime : preferredOther();
    return {
      model,
      layer: null,
      engine: model.runtimes.includes(engine) ? engine : model.runtimes[0]!,
      engineIsFixed: false,
      why: `model ${nameOf(model)}: the default, as ${reason}`,
    };
  }

  /** `null`: this place does not count; `why` says so. */
  function readModel(layer: Layer, text: string, why: string[]): Choice | null {
    const isRequest = layer.source === "the request";
    let parsed: ReturnType<typeof parseModelString>;
    try {
      parsed = parseModelString(text, registry, {
        anthropic: config.anthropicRuntime,
        other: preferredOther(),
      });
    } catch (error) {
      if (layer.source !== "the session") throw withField(error, layer.field);
      why.push(`model ${text} of the session is not known any more`);
      return null;
    }
    if (parsed.engine === "recipe") throw recipesUnavailable();
    const model = registry.lookup(parsed.provider, parsed.model)!;
    const isOffline = model.provider === OFFLINE_MODEL.provider;
    if (isOffline ? config.offline === "never" : config.offline === "always") {
      if (isRequest) throw offlineRefusal(model);
      why.push(`model ${nameOf(model)} of ${layer.source} is passed over: offline is "${config.offline}"`);
      return null;
    }
    const { engine, engineIsFixed } = parsed;
    return { model, layer, engine, engineIsFixed, why: `model ${nameOf(model)}: named by ${layer.source}` };
  }

  function chooseEngine(
    choice: Choice,
    layers: readonly Layer[],
    named: Layer | undefined,
    why: string[],
  ): RuntimeKind {
    const { model, layer, engine } = choice;
    if (named?.runtime === undefined) {
      why.push(`engine ${engine}: by the model`);
      return engine;
    }
    const stronger = layer === null || layers.indexOf(named) <= layers.indexOf(layer);
    if (!stronger && choice.engineIsFixed) {
      why.push(`engine ${engine}: by the model's name, which is stronger than ${named.source}`);
      return engine;
    }
    if (model.runtimes.includes(named.runtime)) {
      why.push(`engine ${named.runtime}: named by ${named.source}`);
      return named.runtime;
    }
    if (named === layers[0]) throw cannotRun(model, named.runtime);
    why.push(`engine ${engine}: ${named.source} names ${named.runtime}, which cannot run this model`);
    return engine;
  }

  function preferredOther(): "claude" | "pi" {
    return config.runtime === "claude" ? "claude" : "pi";
  }

  /** A server on this machine may well need no key; it says so itself if it does. */
  function checkCredentials(provider: ProviderInfo): void {
    if (provider.auth === "none" || options.credentialsFor(provider.id) || isLoopback(provider.baseUrl))
      return;
    const variable = provider.keyVariables[0];
    throw new TandemError({
      code: "missing_auth",
      message: `No credentials for ${provider.name}${variable === undefined ? "" : `: ${variable} is not set`}.`,
      remediation: `Set ${variable ?? `providers.${provider.id}.keyVariable`}, run \`tandem auth add ${provider.id}\`, or choose another model.`,
      details: { provider: provider.id, variables: provider.keyVariables },
    });
  }

  function checkFallbacks({ fallbackModels }: Pick<TurnRequest, "fallbackModels">): void {
    const field = fallbackModels === undefined ? "fallbacks.models" : "fallbackModels";
    for (const [index, text] of (fallbackModels ?? config.fallbacks.models ?? []).entries()) {
      try {
        parseModelString(text, registry, { anthropic: config.anthropicRuntime, other: preferredOther() });
      } catch (error) {
        throw withField(error, `${field}.${index}`);
      }
    }
  }

  return {
    resolve,
    checkFallbacks,
    defaults() {
      const { runtime, model, why } = resolve({}, null);
      return { runtime, model: nameOf(model), why };
    },
  };
}

function nameOf(model: ModelInfo): string {
  return `${model.provider}/${model.id}`;
}

function checkRuntime(named: Layer | undefined): void {
  if (named?.runtime === undefined) return;
  if (named.runtime === "recipe") throw recipesUnavailable();
  if (RUNTIMES.includes(named.runtime)) return;
  throw new TandemError({
    code: "unknown_runtime",
    field: "runtime",
    message: `There is no engine "${named.runtime}".`,
    remediation: "Use `pi` or `claude`.",
    details: { runtimes: RUNTIMES },
  });
}

function cannotRun(model: ModelInfo, runtime: RuntimeKind): TandemError {
  const able = model.runtimes.join(" or ");
  return new TandemError({
    code: "unsupported_capability",
    field: "runtime",
    message: `The ${runtime} engine cannot run ${nameOf(model)}; ${able} can.`,
    remediation: `Use the engine ${able}, or name a model that runs on ${runtime} too, such as claude-sonnet-5.`,
    details: { model: nameOf(model), runtimes: model.runtimes },
  });
}

function offlineRefusal(model: ModelInfo): TandemError {
  const isOffline = model.provider === OFFLINE_MODEL.provider;
  return new TandemError({
    code: "unsupported_capability",
    field: "model",
    message: isOffline
      ? "The offline model is switched off in config."
      : `${nameOf(model)} cannot be asked: the config says always offline.`,
    remediation: "Change `offline` in config, or name another model.",
  });
}

function recipesUnavailable(): TandemError {
  return new TandemError({
    code: "runtime_unavailable",
    message: "Recipes cannot run yet.",
    remediation: "Use the pi or the claude engine.",
  });
}

/** A model string in config is reported at its place there. */
function withField(error: unknown, field: string): unknown {
  if (!TandemError.isInstance(error) || error.field === field) return error;
  const { code, message, remediation, details } = error;
  return new TandemError({
    code,
    message: `${message} (in ${field})`,
    remediation,
    details,
    field,
    cause: error,
  });
}

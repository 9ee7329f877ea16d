/** Who can be asked and where: the known providers, as the environment and the config change them. */
import type { Config, ProviderConfig } from "../config/schema.ts";
import { TandemError } from "../kernel/errors.ts";
import { CATALOGUE_PROVIDERS } from "./catalogue.generated.ts";
import type { CatalogueProvider } from "./catalogue-rows.ts";
import type { ProviderInfo } from "./model.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

const ANTHROPIC: CatalogueProvider = {
  id: "anthropic",
  name: "Anthropic",
  baseUrl: "https://api.anthropic.com",
  api: "anthropic-messages",
  auth: "x-api-key",
  keyVariables: ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"],
};

/** Its address is made when it starts; nothing listens at the one given here. */
const OFFLINE: CatalogueProvider = {
  id: "offline",
  name: "Offline",
  baseUrl: "http://127.0.0.1:0",
  api: "anthropic-messages",
  auth: "none",
  keyVariables: [],
};

/** Environment variables that move a provider elsewhere. */
const BASE_URL_VARIABLES: Readonly<Record<string, string>> = {
  anthropic: "ANTHROPIC_BASE_URL",
  openai: "OPENAI_BASE_URL",
};

/** Providers by id, in the order in which a default is looked for. Throws TandemError `invalid_config`. */
export function knownProviders(config: Config, env: Environment): Map<string, CatalogueProvider> {
  const builtIn = [ANTHROPIC, ...CATALOGUE_PROVIDERS, OFFLINE];
  const providers = new Map<string, CatalogueProvider>();
  for (const provider of builtIn) {
    providers.set(provider.id, settle(fromEnvironment(provider, env), config.providers[provider.id]));
  }
  for (const [id, settings] of Object.entries(config.providers)) {
    if (!providers.has(id)) providers.set(id, settle(custom(id, settings), settings));
  }
  return providers;
}

/** Whether a URL stays on this machine. */
export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname;
  return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || host.startsWith("127.");
}

/** The provider without what only the registry needs. */
export function providerInfo({ api: _api, ...info }: CatalogueProvider): ProviderInfo {
  return info;
}

function fromEnvironment(provider: CatalogueProvider, env: Environment): CatalogueProvider {
  const variable = BASE_URL_VARIABLES[provider.id];
  // White space comes from files with line ends of Windows.
  const baseUrl = variable === undefined ? undefined : env[variable]?.trim();
  const moved = baseUrl ? { ...provider, baseUrl: checkedUrl(baseUrl, variable!) } : provider;
  // A token is sent another way than a key, so the one that is there decides.
  if (provider.id === "anthropic" && !env.ANTHROPIC_API_KEY && env.ANTHROPIC_AUTH_TOKEN) {
    return { ...moved, auth: "bearer", keyVariables: ["ANTHROPIC_AUTH_TOKEN"] };
  }
  return provider.id === "anthropic" && env.ANTHROPIC_API_KEY
    ? { ...moved, keyVariables: ["ANTHROPIC_API_KEY"] }
    : moved;
}

function checkedUrl(text: string, variable: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text.replace(/\/+$/, "");
  throw new TandemError({
    code: "invalid_config",
    field: variable,
    message: `${variable} is not an http address: "${text}".`,
    remediation: `Set ${variable} to an address such as https://api.example.com, or unset it.`,
  });
}

function custom(id: string, settings: ProviderConfig): CatalogueProvider {
  const { api, baseUrl } = settings;
  if (api === undefined || baseUrl === undefined) {
    const missing = api === undefined ? "api" : "baseUrl";
    throw new TandemError({
      code: "invalid_config",
      field: `providers.${id}.${missing}`,
      message: `The provider "${id}" is not one Tandem knows, and its \`${missing}\` is not set.`,
      remediation: `Set \`providers.${id}.baseUrl\` and \`providers.${id}.api\` (anthropic-messages, openai-completions or openai-responses).`,
    });
  }
  return {
    id,
    name: settings.name ?? id,
    baseUrl,
    api,
    auth: api === "anthropic-messages" ? "x-api-key" : "bearer",
    keyVariables: [`${id.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_")}_API_KEY`],
  };
}

/** The config's word is the last one. */
function settle(provider: CatalogueProvider, settings: ProviderConfig | undefined): CatalogueProvider {
  const baseUrl = (settings?.baseUrl ?? provider.baseUrl).replace(/\/+$/, "");
  const keyVariables = settings?.keyVariable === undefined ? provider.keyVariables : [settings.keyVariable];
  const keyOptional = settings?.auth === undefined && isLoopback(baseUrl);
  const headers = settings?.headers ?? provider.headers;
  return {
    ...provider,
    name: settings?.name ?? provider.name,
    baseUrl,
    auth: settings?.auth ?? provider.auth,
    keyVariables,
    ...(keyOptional && { keyOptional }),
    ...(headers && { headers }),
  };
}

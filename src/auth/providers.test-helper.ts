/** Providers for tests. */
import type { ProviderInfo } from "../routing/model.ts";

function provider(id: string, overrides: Partial<ProviderInfo> = {}): ProviderInfo {
  return {
    id,
    name: id.toUpperCase(),
    baseUrl: "http://127.0.0.1:1",
    auth: "bearer",
    keyVariables: [`${id.toUpperCase()}_API_KEY`],
    ...overrides,
  };
}

const list = [
  provider("acme"),
  provider("anthropic", { auth: "x-api-key" }),
  provider("local", { auth: "none", keyVariables: [] }),
];

export const PROVIDERS = { providers: () => list };

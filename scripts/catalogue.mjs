/**
 * Writes `src/routing/catalogue.generated.ts` from pi-ai's catalogue: the providers that speak one of our three APIs, and their
 * models as compact rows, one a line. Run it after a change of pi-ai's version: `node scripts/catalogue.mjs`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { findEnvKeys } from "@earendil-works/pi-ai/compat";
import { builtinProviders } from "@earendil-works/pi-ai/providers/all";

const APIS = ["anthropic-messages", "openai-completions", "openai-responses"];
const LEVELS = ["off", "minimal", "low", "medium", "high", "xhigh", "max"];

/** Kept in our own table, or reached by a login, not a key. */
const LEFT_OUT = new Set(["anthropic", "github-copilot", "openai-codex", "kimi-coding"]);

/**
 * What Pi could do on its own with a model and Tandem does not want: tools and prompts that change in mid-conversation, strict
 * or grammar tools, a beta header for streamed input, and a provider's own silent fallback to another model.
 */
const UNWANTED = new Set([
  "allowedFallbackModels",
  "supportsAdditionalTools",
  "supportsEagerToolInputStreaming",
  "supportsMidConvoSystemMessages",
  "supportsMidConvoToolAdditions",
  "supportsMidConvoToolChanges",
  "supportsOpenAIGrammarTools",
  "supportsStrictMode",
  "supportsStrictTools",
  "supportsToolSearch",
]);

const everyVariable = new Proxy({}, { get: () => "set" });

const providers = [];
const models = {};
for (const provider of builtinProviders()) {
  const keyVariables = findEnvKeys(provider.id, everyVariable);
  const usable = provider.getModels().filter(isUsable);
  if (LEFT_OUT.has(provider.id) || usable.length === 0 || keyVariables === undefined) continue;
  const first = usable.find((model) => model.api !== "anthropic-messages") ?? usable[0];
  providers.push({
    id: provider.id,
    name: provider.name,
    baseUrl: first.baseUrl,
    api: first.api,
    auth: first.api === "anthropic-messages" ? "x-api-key" : "bearer",
    keyVariables,
    ...(first.headers && { headers: first.headers }),
  });
  models[provider.id] = usable.map(row).join("\n");
}

function isUsable(model) {
  if (!APIS.includes(model.api) || model.baseUrl.includes("{")) return false;
  // Names that move to another model by themselves, and models that answer hours later.
  return !model.id.startsWith("~") && !model.id.endsWith(":batch");
}

function row(model) {
  const names = Object.entries(model.thinkingLevelMap ?? {}).filter(
    ([level, name]) => typeof name === "string" && (name !== level || level === "off"),
  );
  const quirks = Object.entries(model.compat ?? {}).filter(([name]) => !UNWANTED.has(name));
  const { input, output, cacheRead, cacheWrite } = model.cost;
  return JSON.stringify([
    model.id,
    model.name,
    APIS.indexOf(model.api),
    model.contextWindow,
    model.maxTokens,
    model.input.includes("image") ? 1 : 0,
    levelsOf(model)
      .map((level) => LEVELS.indexOf(level))
      .join(""),
    // A price of nothing means that the catalogue does not know it.
    input + output === 0 ? null : [input, output, cacheRead, cacheWrite],
    ...(names.length + quirks.length > 0 ? [Object.fromEntries(names), Object.fromEntries(quirks)] : []),
  ]);
}

function levelsOf(model) {
  if (!model.reasoning) return ["off"];
  const map = model.thinkingLevelMap ?? {};
  return LEVELS.filter((level) =>
    level === "xhigh" || level === "max" ? typeof map[level] === "string" : map[level] !== null,
  );
}

const { version } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.resolve("@earendil-works/pi-ai")), "utf8"),
);
const text = `/** Written by scripts/catalogue.mjs from pi-ai ${version}; do not edit. */
import type { CatalogueProvider } from "./catalogue-rows.ts";

export const CATALOGUE_AS_OF = "${process.argv[2] ?? new Date().toISOString().slice(0, 10)}";

export const CATALOGUE_PROVIDERS: readonly CatalogueProvider[] = ${JSON.stringify(providers, null, 2)};

/** Rows by provider, read only when one of its models is asked for. */
export const CATALOGUE_ROWS: Readonly<Record<string, string>> = {
${Object.entries(models)
  .map(([id, rows]) => `  ${JSON.stringify(id)}: \`\n${quote(rows)}\n\`,`)
  .join("\n")}
};
`;

function quote(json) {
  return json.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");
}

writeFileSync(new URL("../src/routing/catalogue.generated.ts", import.meta.url), text);

/** Reads the generated catalogue: compact rows, parsed a provider at a time. */
import { CATALOGUE_AS_OF, CATALOGUE_ROWS } from "./catalogue.generated.ts";
import { API_KINDS, type ApiKind, type ModelInfo, type ProviderInfo, THINKING_LEVELS } from "./model.ts";

/** A provider of the catalogue, before the environment and the config had their say. */
export interface CatalogueProvider extends ProviderInfo {
  /** API of models that are added to it by config. */
  readonly api: ApiKind;
}

/** What a row holds; written by `scripts/catalogue.mjs`. */
type Row = readonly [
  id: string,
  name: string,
  api: number,
  contextWindow: number,
  maxOutputTokens: number,
  images: 0 | 1,
  /** Digits, each a place in `THINKING_LEVELS`. */
  levels: string,
  price: readonly [input: number, output: number, cacheRead: number, cacheWrite: number] | null,
  thinkingNames?: ModelInfo["thinkingNames"],
  quirks?: ModelInfo["quirks"],
];

/** Models of a provider in the catalogue; none when it is not in there. */
export function catalogueModels(provider: string): ModelInfo[] {
  const rows = Object.hasOwn(CATALOGUE_ROWS, provider) ? CATALOGUE_ROWS[provider] : undefined;
  return (rows ?? "")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => fromRow(provider, JSON.parse(line) as Row));
}

function fromRow(provider: string, row: Row): ModelInfo {
  const [id, name, api, contextWindow, maxOutputTokens, images, levels, listed, thinkingNames, quirks] = row;
  // A router has no price of its own; the catalogue writes a negative one for it.
  const price = listed?.some((figure) => figure < 0) ? null : listed;
  return {
    provider,
    id,
    name,
    aliases: [],
    api: API_KINDS[api]!,
    runtimes: ["pi"],
    contextWindow,
    maxOutputTokens,
    input: images === 1 ? ["text", "image"] : ["text"],
    thinkingLevels: [...levels].map((digit) => THINKING_LEVELS[Number(digit)]!),
    price:
      price === null
        ? null
        : { input: price[0], output: price[1], cacheRead: price[2], cacheWrite: price[3] },
    ...(price !== null && { priceAsOf: CATALOGUE_AS_OF }),
    ...(thinkingNames && { thinkingNames }),
    ...(quirks && { quirks }),
  };
}

/**
 * The models Tandem knows by itself, on top of pi-ai's catalogue: Anthropic's and OpenAI's current ones, and the offline model.
 * Prices are US dollars per million tokens.
 */
import type { ModelPrice } from "../cost/usage.ts";
import type { ModelInfo, ThinkingLevel } from "./model.ts";

/** Date the figures were checked. */
const AS_OF = "2026-09-22";

/** Model ids a turn falls to when nobody named one, for each provider whose key is found; in order of preference. */
export const DEFAULT_MODELS: Readonly<Record<string, string>> = {
  anthropic: "claude-sonnet-5",
  openai: "gpt-6-sol",
  openrouter: "anthropic/claude-sonnet-5",
  "vercel-ai-gateway": "anthropic/claude-sonnet-5",
  xai: "grok-4.7",
  deepseek: "deepseek-v4-pro",
  moonshotai: "kimi-k3",
  zai: "glm-5.3",
  minimax: "MiniMax-M3",
  groq: "openai/gpt-oss-120b",
  cerebras: "gpt-oss-120b",
};

export const OFFLINE_MODEL: ModelInfo = {
  provider: "offline",
  id: "offline-model",
  name: "Offline model",
  aliases: ["offline"],
  api: "anthropic-messages",
  runtimes: ["pi", "claude"],
  contextWindow: 200_000,
  maxOutputTokens: 32_000,
  input: ["text", "image"],
  thinkingLevels: ["off", "low", "medium", "high"],
  price: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
  priceAsOf: AS_OF,
};

const BUDGET: readonly ThinkingLevel[] = ["off", "minimal", "low", "medium", "high"];
const EFFORT: readonly ThinkingLevel[] = [...BUDGET, "max"];
const FULL_EFFORT: readonly ThinkingLevel[] = [...BUDGET, "xhigh", "max"];
const ALWAYS_EFFORT = FULL_EFFORT.slice(1);
const ADAPTIVE = { forceAdaptiveThinking: true };
const ADAPTIVE_WITHOUT_SAMPLING = { ...ADAPTIVE, supportsTemperature: false };

export const ANTHROPIC_MODELS: readonly ModelInfo[] = [
  claude("claude-sonnet-5", "Claude Sonnet 5", [2, 10, 0.2, 2.5], FULL_EFFORT, ADAPTIVE, ["sonnet"]),
  claude("claude-opus-5-5", "Claude Opus 5.5", [4, 20, 0.2, 5], ALWAYS_EFFORT.slice(1), managed(), ["opus"]),
  claude("claude-opus-5", "Claude Opus 5", [5, 25, 0.5, 6.25], ALWAYS_EFFORT, managed()),
  claude("claude-fable-5-1", "Claude Fable 5.1", [10, 50, 0.25, 12.5], ALWAYS_EFFORT, managed(), ["fable"]),
  claude("claude-fable-5", "Claude Fable 5", [10, 50, 1, 12.5], ALWAYS_EFFORT, ADAPTIVE),
  claude("claude-opus-4-8", "Claude Opus 4.8", [5, 25, 0.5, 6.25], FULL_EFFORT, ADAPTIVE_WITHOUT_SAMPLING),
  claude("claude-opus-4-7", "Claude Opus 4.7", [5, 25, 0.5, 6.25], FULL_EFFORT, ADAPTIVE_WITHOUT_SAMPLING),
  claude("claude-opus-4-6", "Claude Opus 4.6", [5, 25, 0.5, 6.25], EFFORT, ADAPTIVE),
  claude("claude-sonnet-4-6", "Claude Sonnet 4.6", [3, 15, 0.3, 3.75], EFFORT, ADAPTIVE),
  ...["claude-haiku-4-5", "claude-haiku-4-5-20251001"].map((id, dated) =>
    small(id, "Claude Haiku 4.5", [1, 5, 0.1, 1.25], dated ? [] : ["haiku"]),
  ),
  ...["claude-sonnet-4-5", "claude-sonnet-4-5-20250929"].map((id) =>
    small(id, "Claude Sonnet 4.5", [3, 15, 0.3, 3.75]),
  ),
  ...["claude-opus-4-5", "claude-opus-4-5-20251101"].map((id) =>
    small(id, "Claude Opus 4.5", [5, 25, 0.5, 6.25]),
  ),
];

const OPENAI_LEVELS: readonly ThinkingLevel[] = ["off", "low", "medium", "high", "xhigh", "max"];
const CACHE_MODE = { supportsExplicitPromptCacheMode: true };

export const OPENAI_MODELS: readonly ModelInfo[] = [
  gpt("gpt-6-sol", "GPT-6 Sol", [2, 10, 0.2, 2.5], OPENAI_LEVELS, CACHE_MODE),
  gpt("gpt-6-astra", "GPT-6 Astra", [10, 50, 1, 12.5], OPENAI_LEVELS.slice(1), CACHE_MODE),
  gpt("gpt-6-luna", "GPT-6 Luna", [0.1, 0.5, 0.01, 0.125], OPENAI_LEVELS, CACHE_MODE),
  gpt("gpt-5.6-sol", "GPT-5.6 Sol", [4, 20, 0.4, 5], OPENAI_LEVELS, CACHE_MODE),
  gpt("gpt-5.6-terra", "GPT-5.6 Terra", [2, 12, 0.2, 2.5], OPENAI_LEVELS, CACHE_MODE),
  gpt("gpt-5.6-luna", "GPT-5.6 Luna", [0.2, 1.2, 0.02, 0.25], OPENAI_LEVELS, CACHE_MODE),
  gpt("gpt-5.5", "GPT-5.5", [5, 30, 0.5, 0], OPENAI_LEVELS.slice(0, -1)),
];

type Price = readonly [input: number, output: number, cacheRead: number, cacheWrite: number];

function claude(
  id: string,
  name: string,
  price: Price,
  thinkingLevels: readonly ThinkingLevel[],
  quirks?: ModelInfo["quirks"],
  aliases: readonly string[] = [],
): ModelInfo {
  return {
    provider: "anthropic",
    id,
    name,
    aliases,
    api: "anthropic-messages",
    runtimes: ["claude", "pi"],
    contextWindow: 1_000_000,
    maxOutputTokens: 128_000,
    input: ["text", "image"],
    thinkingLevels,
    price: priceOf(price),
    priceAsOf: AS_OF,
    ...(quirks && { quirks }),
  };
}

/** The 4.5 line: a smaller window, and thinking by a budget of tokens. */
function small(id: string, name: string, price: Price, aliases: readonly string[] = []): ModelInfo {
  return {
    ...claude(id, name, price, BUDGET, undefined, aliases),
    contextWindow: 200_000,
    maxOutputTokens: 64_000,
  };
}

/** Models whose effort is set within the conversation; they take no sampling parameters. */
function managed(): ModelInfo["quirks"] {
  return { ...ADAPTIVE_WITHOUT_SAMPLING, supportsMidConvoEffort: true };
}

function gpt(
  id: string,
  name: string,
  price: Price,
  thinkingLevels: readonly ThinkingLevel[],
  quirks?: ModelInfo["quirks"],
): ModelInfo {
  return {
    provider: "openai",
    id,
    name,
    aliases: [],
    api: "openai-responses",
    runtimes: ["pi"],
    contextWindow: 272_000,
    maxOutputTokens: 128_000,
    input: ["text", "image"],
    thinkingLevels,
    thinkingNames: { off: "none" },
    price: priceOf(price),
    priceAsOf: AS_OF,
    ...(quirks && { quirks }),
  };
}

function priceOf([input, output, cacheRead, cacheWrite]: Price): ModelPrice {
  return { input, output, cacheRead, cacheWrite };
}

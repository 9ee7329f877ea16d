/** What Tandem knows of a model and a provider, and what a turn was resolved to. */
import type { ModelPrice } from "../cost/usage.ts";
import type { RuntimeKind } from "../sessions/message.ts";

/** The wire APIs the transport and the engines speak. */
export const API_KINDS = ["anthropic-messages", "openai-completions", "openai-responses"] as const;
export type ApiKind = (typeof API_KINDS)[number];

/** Thinking levels, weakest first. */
export const THINKING_LEVELS = ["off", "minimal", "low", "medium", "high", "xhigh", "max"] as const;
export type ThinkingLevel = (typeof THINKING_LEVELS)[number];

/** One model of one provider. */
export interface ModelInfo {
  readonly provider: string;
  /** The id sent on the wire. */
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly api: ApiKind;
  /** Engines that can run it. */
  readonly runtimes: readonly RuntimeKind[];
  /** Tokens, input and output together. */
  readonly contextWindow: number;
  readonly maxOutputTokens: number;
  readonly input: readonly ("text" | "image")[];
  /** Levels the model accepts; always contains `off` unless it cannot be turned off. */
  readonly thinkingLevels: readonly ThinkingLevel[];
  /** `null`: price unknown. */
  readonly price: ModelPrice | null;
  /** ISO date the price was looked up. */
  readonly priceAsOf?: string;
  /** What a level is called on the wire, where that is not its own name. */
  readonly thinkingNames?: Readonly<Partial<Record<ThinkingLevel, string>>>;
  /** How this model's API departs from the common form, in the words of pi-ai's catalogue (`compat`); for the Pi engine. */
  readonly quirks?: Readonly<Record<string, unknown>>;
}

/** How a provider is reached. */
export interface ProviderInfo {
  readonly id: string;
  readonly name: string;
  /** Anthropic: without `/v1`. OpenAI kinds: with it, as their SDKs take it. */
  readonly baseUrl: string;
  /** How the credential is sent. `none` for servers without keys (a local model). */
  readonly auth: "x-api-key" | "bearer" | "none";
  /** A server on this machine: it is asked without a key when there is none. */
  readonly keyOptional?: boolean;
  /** Environment variables that may hold the key, first one found wins. */
  readonly keyVariables: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** True facts of what a turn may ask of its engine and model; anything else is refused before a request leaves. */
export interface Capabilities {
  readonly images: boolean;
  readonly thinkingLevels: readonly ThinkingLevel[];
  readonly tools: boolean;
  readonly streaming: boolean;
  readonly structuredOutput: boolean;
  readonly steering: boolean;
  readonly nativeTools: boolean;
  /** Stream parameters that reach the wire on this engine and model. */
  readonly streamParams: readonly (
    | "temperature"
    | "topP"
    | "maxOutputTokens"
    | "stopSequences"
    | "cacheRetention"
  )[];
}

/** What the resolver made of a request. */
export interface RuntimeContext {
  readonly runtime: RuntimeKind;
  readonly provider: ProviderInfo;
  readonly model: ModelInfo;
  readonly thinking: ThinkingLevel;
  /** Profile id asked for, if any. */
  readonly profile: string | null;
  readonly capabilities: Capabilities;
  /** One line per decision, in order: what was chosen and by which rule. */
  readonly why: readonly string[];
}

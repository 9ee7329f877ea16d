/**
 * The engines held to the requirements, as data. A new engine is one more row: every scenario of scope `both` then runs on it
 * as well, and the coverage gate asks for a state of each requirement.
 */
import type { ThinkingLevel } from "../src/routing/model.ts";
import type { RuntimeKind } from "../src/sessions/message.ts";
import type { WireApi } from "./wire/model-server.ts";

export interface EngineUnderTest {
  /** Name in the matrix and in `--engines`. */
  readonly id: string;
  readonly runtime: RuntimeKind;
  /** APIs it can speak to a provider. */
  readonly apis: readonly WireApi[];
  /** Text the engine puts before Tandem's system prompt and cannot be told to leave out; compared byte by byte. */
  readonly identityLine: string | null;
  /** Milliseconds an abort may take to settle. */
  readonly abortLimitMs: number;
  /** Whether it runs in child processes of its own. */
  readonly childProcess: boolean;
  /** What `budgetModel` must be sent for each thinking level. */
  readonly thinkingOnWire: Readonly<Partial<Record<ThinkingLevel, WireThinking>>>;
}

/** The thinking part of an Anthropic Messages body. */
export type WireThinking = "off" | { readonly budget: readonly [atLeast: number, atMost: number] };

/** A model of every engine with token budgets for thinking, images and a known price. */
export const PLAIN_MODEL = "anthropic/claude-sonnet-4-5";

const BUDGETS: EngineUnderTest["thinkingOnWire"] = {
  off: "off",
  minimal: { budget: [1_024, 2_048] },
  low: { budget: [1_024, 8_192] },
  medium: { budget: [4_096, 16_384] },
  high: { budget: [8_192, 63_999] },
};

export const ENGINES: readonly EngineUnderTest[] = [
  {
    id: "pi",
    runtime: "pi",
    apis: ["anthropic-messages", "openai-completions", "openai-responses"],
    identityLine: null,
    abortLimitMs: 100,
    childProcess: false,
    thinkingOnWire: BUDGETS,
  },
  {
    id: "claude",
    runtime: "claude",
    apis: ["anthropic-messages"],
    identityLine: "You are a Claude agent, built on Anthropic's Claude Agent SDK.",
    abortLimitMs: 500,
    childProcess: true,
    thinkingOnWire: BUDGETS,
  },
];

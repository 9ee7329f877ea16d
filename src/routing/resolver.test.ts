import { describe, expect, test } from "vitest";
import { parseConfig } from "../config/parse.ts";
import type { ConfigInput } from "../config/schema.ts";
import { NO_USAGE } from "../cost/usage.ts";
import { TandemError } from "../kernel/errors.ts";
import type { TurnRequest } from "../kernel/request.ts";
import type { UserContent } from "../sessions/message.ts";
import type { SessionInfo } from "../sessions/store.ts";
import { checkDemands } from "./demands.ts";
import { isOpenAiResponsesModel, parseModelString } from "./model-string.ts";
import { createRegistry } from "./registry.ts";
import { createResolver } from "./resolver.ts";

interface Case {
  readonly request?: TurnRequest;
  readonly session?: Partial<SessionInfo>;
  readonly config?: ConfigInput;
  readonly env?: Readonly<Record<string, string>>;
}

const ANTHROPIC = { ANTHROPIC_API_KEY: "k" };
const OPENAI = { OPENAI_API_KEY: "k" };
const BOTH = { ...ANTHROPIC, ...OPENAI };

function resolve({ request = {}, session, config = {}, env = {} }: Case) {
  return resolver({ config, env }).resolve(request, session === undefined ? null : sessionInfo(session));
}

function resolver({ config = {}, env = {} }: Case) {
  const parsed = parseConfig(config);
  const registry = createRegistry({ config: parsed, env });
  return createResolver({
    registry,
    config: parsed,
    credentialsFor: (id) =>
      registry.provider(id)!.keyVariables.some((variable) => env[variable] !== undefined),
  });
}

function sessionInfo(change: Partial<SessionInfo>): SessionInfo {
  return {
    id: "s",
    key: "agent:main:local:dm:me",
    agentId: "main",
    title: null,
    createdAt: 0,
    updatedAt: 0,
    entryCount: 2,
    headId: null,
    runtime: null,
    provider: null,
    model: null,
    usage: NO_USAGE,
    costUsd: 0,
    promptParts: null,
    ...change,
  };
}

function route(one: Case): string {
  const { runtime, provider, model } = resolve(one);
  return `${runtime} ${provider.id}/${model.id}`;
}

function errorOf(action: () => unknown): TandemError {
  try {
    action();
  } catch (error) {
    if (TandemError.isInstance(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

const onPi = { runtime: "pi", provider: "anthropic", model: "claude-opus-4-8" } as const;
const onOpenAi = { runtime: "pi", provider: "openai", model: "gpt-5.5" } as const;

describe("what a turn runs on", () => {
  const cases: readonly (readonly [what: string, expected: string, one: Case])[] = [
    ["no key", "pi offline/offline-model", {}],
    ["no key, engine by config", "claude offline/offline-model", { config: { runtime: "claude" } }],
    ["no key, engine by request", "claude offline/offline-model", { request: { runtime: "claude" } }],
    ["an Anthropic key", "claude anthropic/claude-sonnet-5", { env: ANTHROPIC }],
    [
      "an Anthropic key, Pi preferred",
      "pi anthropic/claude-sonnet-5",
      { env: ANTHROPIC, config: { anthropicRuntime: "pi" } },
    ],
    ["an OpenAI key", "pi openai/gpt-6-sol", { env: OPENAI }],
    ["both keys", "claude anthropic/claude-sonnet-5", { env: BOTH }],
    ["both keys, Pi asked", "pi anthropic/claude-sonnet-5", { env: BOTH, request: { runtime: "pi" } }],
    ["an OpenRouter key", "pi openrouter/anthropic/claude-sonnet-5", { env: { OPENROUTER_API_KEY: "k" } }],
    ["a key without a favourite", "pi meta/muse-spark-1.1", { env: { META_API_KEY: "k" } }],
    [
      "an OpenAI key, Claude by config",
      "pi openai/gpt-6-sol",
      { env: OPENAI, config: { runtime: "claude" } },
    ],
    [
      "a local server in config",
      "pi ollama/llama3.2",
      {
        config: {
          providers: {
            ollama: {
              api: "openai-completions",
              baseUrl: "http://127.0.0.1:11434/v1",
              models: [{ id: "llama3.2" }],
            },
          },
        },
      },
    ],
    [
      "a loopback Anthropic without a key",
      "claude anthropic/claude-sonnet-5",
      { env: { ANTHROPIC_BASE_URL: "http://127.0.0.1:9" } },
    ],
    ["always offline", "pi offline/offline-model", { env: BOTH, config: { offline: "always" } }],
    [
      "always offline passes over config and session",
      "pi offline/offline-model",
      { env: BOTH, config: { offline: "always", model: "openai/gpt-5.5" }, session: onOpenAi },
    ],
    ["claude-*", "claude anthropic/claude-opus-4-8", { env: BOTH, request: { model: "claude-opus-4-8" } }],
    [
      "claude-* is stronger than the config's engine",
      "claude anthropic/claude-opus-4-8",
      { env: BOTH, request: { model: "claude-opus-4-8" }, config: { runtime: "pi" } },
    ],
    [
      "claude-* with Pi asked",
      "pi anthropic/claude-opus-4-8",
      { env: BOTH, request: { model: "claude-opus-4-8", runtime: "pi" } },
    ],
    [
      "anthropic/… goes by preference",
      "pi anthropic/claude-opus-4-8",
      { env: BOTH, request: { model: "anthropic/claude-opus-4-8" }, config: { anthropicRuntime: "pi" } },
    ],
    [
      "anthropic/… stays on the session's engine",
      "pi anthropic/claude-sonnet-5",
      { env: BOTH, request: { model: "anthropic/sonnet" }, session: onPi },
    ],
    ["provider/model", "pi openai/gpt-5.5", { env: BOTH, request: { model: "openai/gpt-5.5" } }],
    [
      "provider/model beats the session's engine",
      "pi openai/gpt-5.5",
      { env: BOTH, request: { model: "openai/gpt-5.5" }, session: { ...onPi, runtime: "claude" } },
    ],
    ["a session stays on what it ran", "pi anthropic/claude-opus-4-8", { env: BOTH, session: onPi }],
    [
      "a session is stronger than config",
      "pi openai/gpt-5.5",
      { env: BOTH, session: onOpenAi, config: { model: "claude-opus-5", runtime: "claude" } },
    ],
    [
      "only the engine asked keeps the session's model",
      "claude anthropic/claude-opus-4-8",
      { env: BOTH, session: onPi, request: { runtime: "claude" } },
    ],
    [
      "a model of the session that is gone",
      "claude anthropic/claude-sonnet-5",
      {
        env: BOTH,
        session: { runtime: "pi", provider: "openai", model: "gpt-0" },
        request: { runtime: "claude" },
      },
    ],
    [
      "agent before main before config",
      "pi openai/gpt-5.5",
      {
        env: BOTH,
        request: { agentId: "a" },
        config: {
          model: "claude-opus-5",
          agents: { a: { model: "openai/gpt-5.5" }, main: { model: "openai/o3" } },
        },
      },
    ],
    [
      "main's setting serves other agents",
      "pi openai/o3",
      { env: BOTH, request: { agentId: "b" }, config: { agents: { main: { model: "openai/o3" } } } },
    ],
    [
      "subagent setting before agent",
      "pi openai/o3",
      {
        env: BOTH,
        request: { lane: "subagent" },
        config: { agents: { main: { model: "claude-opus-5", subagents: { model: "openai/o3" } } } },
      },
    ],
    [
      "inherit leaves the engine to the agent",
      "pi anthropic/claude-opus-5",
      {
        env: BOTH,
        request: { lane: "subagent" },
        config: {
          agents: {
            main: { model: "anthropic/claude-opus-5", runtime: "pi", subagents: { runtime: "inherit" } },
          },
        },
      },
    ],
    [
      "engine and model of one place go together",
      "pi anthropic/claude-opus-5",
      { env: BOTH, config: { model: "claude-opus-5", runtime: "pi" } },
    ],
    [
      "an agent's engine is stronger than the config's model name",
      "pi anthropic/claude-opus-5",
      { env: BOTH, config: { model: "claude-opus-5", agents: { main: { runtime: "pi" } } } },
    ],
  ];

  test.each(cases)("%s: %s", (_, expected, one) => {
    expect(route(one)).toBe(expected);
    for (const line of resolve(one).why) expect(line).toMatch(/^(model|engine|thinking) \S/);
  });

  test("the reasons say who named what", () => {
    expect(
      resolve({ env: BOTH, session: onPi, request: { runtime: "claude", thinking: "low" } }).why,
    ).toEqual([
      "model anthropic/claude-opus-4-8: named by the session",
      "engine claude: named by the request",
      "thinking low: named by the request",
    ]);
  });

  test("defaults name the model in a form a request takes", () => {
    const { runtime, model } = resolver({ env: ANTHROPIC }).defaults();
    expect(route({ env: ANTHROPIC, request: { model } })).toBe(`${runtime} ${model}`);
  });
});

describe("refusals", () => {
  const cases: readonly (readonly [
    what: string,
    code: string,
    field: string | undefined,
    says: RegExp,
    one: Case,
  ])[] = [
    [
      "a Pi-only model with only the engine asked",
      "unsupported_capability",
      "runtime",
      /claude engine cannot run openai\/gpt-5\.5; pi can/,
      { env: BOTH, session: onOpenAi, request: { runtime: "claude" } },
    ],
    [
      "a Pi-only model on Claude",
      "unsupported_capability",
      "runtime",
      /pi can/,
      { env: BOTH, request: { runtime: "claude", model: "openai/gpt-5.5" } },
    ],
    [
      "Claude with only an OpenAI key",
      "unsupported_capability",
      "runtime",
      /No model/,
      { env: OPENAI, request: { runtime: "claude" } },
    ],
    [
      "no key for a real model",
      "missing_auth",
      undefined,
      /ANTHROPIC_API_KEY/,
      { env: OPENAI, request: { model: "claude-opus-5" } },
    ],
    ["no key at all, offline off", "missing_auth", undefined, /offline/, { config: { offline: "never" } }],
    [
      "the offline model switched off",
      "unsupported_capability",
      "model",
      /switched off/,
      { env: BOTH, config: { offline: "never" }, request: { model: "offline" } },
    ],
    [
      "a real model while always offline",
      "unsupported_capability",
      "model",
      /always offline/,
      { env: BOTH, config: { offline: "always" }, request: { model: "claude-opus-5" } },
    ],
    [
      "an unknown engine",
      "unknown_runtime",
      "runtime",
      /"codex"/,
      { request: { runtime: "codex" } as unknown as TurnRequest },
    ],
    ["an unknown model", "unknown_model", "model", /claude-opus-5/, { request: { model: "claude-opus-6" } }],
    [
      "an unknown model in config",
      "unknown_model",
      "agents.main.model",
      /agents\.main\.model/,
      { config: { agents: { main: { model: "claude-opus-6" } } } },
    ],
    ["a recipe", "runtime_unavailable", undefined, /Recipes/, { request: { model: "recipe:daily" } }],
  ];

  test.each(cases)("%s", (_what, code, field, says, one) => {
    const error = errorOf(() => resolve(one));
    expect(error.code).toBe(code);
    if (field !== undefined) expect(error.field).toBe(field);
    expect(error.message).toMatch(says);
    expect(error.remediation).toMatch(/\S/);
  });

  test("a server on this machine is asked without a key", () => {
    const one: Case = {
      env: { ANTHROPIC_BASE_URL: "http://localhost:9" },
      request: { model: "claude-opus-5" },
    };
    expect(resolve(one).provider.auth).toBe("none");
  });
});

describe("thinking", () => {
  test.each([
    ["claude-opus-5", {}, "minimal"],
    ["openai/gpt-6-astra", {}, "low"],
    ["claude-sonnet-4-5", { thinking: "max" }, "high"],
    ["openai/gpt-5.5", { thinking: "minimal" }, "off"],
    ["claude-sonnet-5", { agents: { main: { thinking: "xhigh" } } }, "xhigh"],
  ] as const)("%s with %o gets %s", (model, config, level) => {
    expect(resolve({ env: BOTH, config, request: { model } }).thinking).toBe(level);
  });
});

describe("demands", () => {
  const text: UserContent = { type: "text", text: "hi" };
  const image: UserContent = { type: "image", mimeType: "image/png", data: "AAAA" };
  const plain: ConfigInput = {
    providers: {
      acme: { api: "openai-completions", baseUrl: "http://localhost:1/v1", models: [{ id: "plain" }] },
    },
  };

  const refused: readonly (readonly [
    field: string,
    request: TurnRequest,
    content: readonly UserContent[],
    config: ConfigInput,
  ])[] = [
    ["images", { model: "acme/plain" }, [text, image], plain],
    ["thinking", { model: "acme/plain", thinking: "low" }, [text], plain],
    ["thinking", { model: "claude-opus-5", thinking: "off" }, [text], {}],
    ["maxBudgetUsd", { model: "acme/plain", maxBudgetUsd: 1 }, [text], plain],
    [
      "streamParams.stopSequences",
      { model: "openai/gpt-5.5", streamParams: { stopSequences: ["x"] } },
      [text],
      {},
    ],
    [
      "streamParams.temperature",
      { model: "claude-opus-4-8", runtime: "pi", streamParams: { temperature: 0 } },
      [text],
      {},
    ],
    [
      "streamParams.temperature",
      { model: "claude-sonnet-4-5", thinking: "low", streamParams: { temperature: 0.5 } },
      [text],
      {},
    ],
    [
      "streamParams.maxOutputTokens",
      { model: "claude-sonnet-4-5", thinking: "low", streamParams: { maxOutputTokens: 1_000 } },
      [text],
      {},
    ],
  ];

  test.each(refused)("%s is refused for %o", (field, request, content, config) => {
    const error = errorOf(() => checkDemands(request, resolve({ env: BOTH, request, config }), content));
    expect(error).toMatchObject({ code: "unsupported_capability", field });
  });

  test.each<TurnRequest>([
    { model: "claude-sonnet-4-5", streamParams: { temperature: 0.5, topP: 0.9, maxOutputTokens: 100 } },
    {
      model: "claude-sonnet-4-5",
      thinking: "high",
      streamParams: { maxOutputTokens: 2_000 },
      maxBudgetUsd: 1,
    },
    { model: "openai/gpt-5.5", thinking: "xhigh", streamParams: { cacheRetention: "long" } },
    { model: "offline", thinking: "medium", streamParams: { temperature: undefined }, maxBudgetUsd: 1 },
  ])("%o is in order", (request) => {
    checkDemands(request, resolve({ env: BOTH, request }), [text, image]);
  });
});

describe("model strings", () => {
  const registry = createRegistry({ config: parseConfig({}), env: {} });
  const parse = (text: string) => parseModelString(text, registry, { anthropic: "claude", other: "pi" });

  test.each([
    ["claude-opus-5", { engine: "claude", provider: "anthropic", model: "claude-opus-5" }],
    [" sonnet ", { engine: "claude", provider: "anthropic", model: "claude-sonnet-5" }],
    ["anthropic/haiku", { engine: "claude", provider: "anthropic", model: "claude-haiku-4-5" }],
    ["openai/gpt-5.5", { engine: "pi", provider: "openai", model: "gpt-5.5" }],
    ["groq/openai/gpt-oss-120b", { engine: "pi", provider: "groq", model: "openai/gpt-oss-120b" }],
    ["offline/offline-model", { engine: "pi", provider: "offline", model: "offline-model" }],
    ["recipe:daily-report", { engine: "recipe", provider: "recipe", model: "daily-report" }],
  ])("%s", (text, expected) => {
    expect(parse(text)).toMatchObject(expected);
  });

  test.each([
    ["", "invalid_model_string"],
    ["recipe:", "invalid_model_string"],
    ["openai/", "invalid_model_string"],
    ["/gpt-5.5", "invalid_model_string"],
    ["gpt-5.5", "unknown_model"],
    ["nobody/nothing", "unknown_model"],
  ])('"%s" is refused as %s', (text, code) => {
    expect(errorOf(() => parse(text)).code).toBe(code);
  });

  test("Responses models are told from others", () => {
    expect(isOpenAiResponsesModel(registry.find("openai/gpt-5.5"))).toBe(true);
    expect(isOpenAiResponsesModel(registry.find("groq/openai/gpt-oss-120b"))).toBe(false);
    expect(isOpenAiResponsesModel(registry.find("claude-opus-5"))).toBe(false);
  });
});

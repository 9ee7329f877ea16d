import { describe, expect, test } from "vitest";
import type { TurnRequest } from "../kernel/request.ts";
import {
  ANTHROPIC,
  BOTH,
  type Case,
  errorOf,
  OPENAI,
  resolve,
  resolver,
  route,
} from "./route.test-helper.ts";

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
    expect(resolve(one).provider).toMatchObject({ auth: "x-api-key", keyOptional: true });
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

describe("fallbacks", () => {
  test("one that names no model is told with its place and the nearest names", () => {
    const config = { fallbacks: { models: ["haiku", "anthropic/claude-sonet-5"] } };
    expect(errorOf(() => resolver({ config }).checkFallbacks({}))).toMatchObject({
      code: "unknown_model",
      field: "fallbacks.models.1",
      message: expect.stringContaining("anthropic/claude-sonnet-5"),
    });
    expect(errorOf(() => resolver({}).checkFallbacks({ fallbackModels: ["openai/"] }))).toMatchObject({
      code: "invalid_model_string",
      field: "fallbackModels.0",
    });
  });

  test("the request's stand in place of the config's", () => {
    const config = { fallbacks: { models: ["nope"] } };
    resolver({ config }).checkFallbacks({ fallbackModels: ["sonnet", "openai/gpt-5.5"] });
    resolver({ config }).checkFallbacks({ fallbackModels: [] });
  });
});

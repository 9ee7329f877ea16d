import { describe, expect, test } from "vitest";
import { parseConfig } from "../config/parse.ts";
import type { ConfigInput } from "../config/schema.ts";
import { THINKING_LEVELS } from "./model.ts";
import { createRegistry } from "./registry.ts";
import { errorOf } from "./route.test-helper.ts";

function registry(config: ConfigInput = {}, env: Record<string, string> = {}) {
  return createRegistry({ config: parseConfig(config), env });
}

describe("models", () => {
  test.each([
    ["claude-sonnet-4-5", "anthropic/claude-sonnet-4-5", 200_000],
    ["sonnet", "anthropic/claude-sonnet-5", 1_000_000],
    ["opus", "anthropic/claude-opus-5-5", 1_000_000],
    ["haiku", "anthropic/claude-haiku-4-5", 200_000],
    ["anthropic/sonnet", "anthropic/claude-sonnet-5", 1_000_000],
    ["openai/gpt-6-sol", "openai/gpt-6-sol", 272_000],
    ["openai/o3", "openai/o3", 200_000],
    ["openrouter/anthropic/claude-sonnet-5", "openrouter/anthropic/claude-sonnet-5", 1_000_000],
    ["offline/offline-model", "offline/offline-model", 200_000],
    ["offline", "offline/offline-model", 200_000],
  ])("%s is %s", (text, name, window) => {
    const model = registry().find(text);
    expect(`${model.provider}/${model.id}`).toBe(name);
    expect(model.contextWindow).toBe(window);
  });

  test("every model is complete, has a provider, and is listed once", () => {
    const all = registry();
    const names = new Set<string>();
    for (const model of all.models()) {
      names.add(`${model.provider}/${model.id}`);
      expect(all.provider(model.provider), model.provider).toBeDefined();
      expect(model.contextWindow, model.id).toBeGreaterThan(0);
      expect(model.maxOutputTokens, model.id).toBeGreaterThan(0);
      expect(model.thinkingLevels.length, model.id).toBeGreaterThan(0);
      expect(THINKING_LEVELS).toEqual(expect.arrayContaining([...model.thinkingLevels]));
      if (model.price !== null) expect(model.priceAsOf, model.id).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
    expect(names.size).toBe(all.models().length);
    expect(names.size).toBeGreaterThan(900);
  });

  test("no alias is taken twice, nor hides a model's id", () => {
    const anthropic = registry().modelsOf("anthropic");
    const names = anthropic.flatMap((model) => [model.id, ...model.aliases]);
    expect(new Set(names).size).toBe(names.length);
  });

  test("Anthropic's and the offline model run on both engines, OpenAI's on Pi", () => {
    const { find } = registry();
    expect([...find("claude-opus-5").runtimes].sort()).toEqual(["claude", "pi"]);
    expect([...find("offline").runtimes].sort()).toEqual(["claude", "pi"]);
    expect(find("openai/gpt-5.5").runtimes).toEqual(["pi"]);
  });

  test.each([
    ["claude-sonet-5", "claude-sonnet-5"],
    ["sonet", "sonnet"],
    ["gpt-6-sol", "openai/gpt-6-sol"],
    ["openai/gpt-6-soll", "openai/gpt-6-sol"],
    ["opnai/gpt-6-sol", "openai/gpt-6-sol"],
    ["offline-modell", "offline-model"],
  ])("%s is unknown; the nearest is %s", (text, near) => {
    const all = registry();
    const error = errorOf(() => all.find(text));
    expect(error.code).toBe("unknown_model");
    const names = error.details!.nearest as string[];
    expect(names[0]).toBe(near);
    expect(error.message).toContain(near);
    for (const name of names) expect(all.find(name)).toBeDefined();
  });

  test("a name with nothing in common gets no suggestion", () => {
    expect(errorOf(() => registry().find("qqqqzzzzjjjj")).details).toMatchObject({ nearest: [] });
  });
});

describe("providers", () => {
  test.each([
    [{}, { baseUrl: "https://api.anthropic.com", auth: "x-api-key" }],
    [{ ANTHROPIC_AUTH_TOKEN: "t" }, { auth: "bearer", keyVariables: ["ANTHROPIC_AUTH_TOKEN"] }],
    [
      { ANTHROPIC_AUTH_TOKEN: "t", ANTHROPIC_API_KEY: "k" },
      { auth: "x-api-key", keyVariables: ["ANTHROPIC_API_KEY"] },
    ],
    [{ ANTHROPIC_BASE_URL: "https://proxy.test/" }, { baseUrl: "https://proxy.test", auth: "x-api-key" }],
    [{ ANTHROPIC_BASE_URL: " https://proxy.test/\r\n" }, { baseUrl: "https://proxy.test" }],
    [{ ANTHROPIC_BASE_URL: " " }, { baseUrl: "https://api.anthropic.com" }],
    [{ ANTHROPIC_BASE_URL: "http://127.0.0.1:9" }, { baseUrl: "http://127.0.0.1:9", keyOptional: true }],
    [{ ANTHROPIC_BASE_URL: "http://localhost:9", ANTHROPIC_API_KEY: "k" }, { auth: "x-api-key" }],
  ])("anthropic with %o", (env, expected) => {
    expect(registry({}, env).provider("anthropic")).toMatchObject(expected);
  });

  test("the config's base URL is stronger than the environment's", () => {
    const all = registry(
      { providers: { openai: { baseUrl: "https://config.test/v1" } } },
      { OPENAI_BASE_URL: "https://env.test/v1" },
    );
    expect(all.provider("openai")).toMatchObject({ baseUrl: "https://config.test/v1", auth: "bearer" });
    expect(registry({}, { OPENAI_BASE_URL: "https://env.test/v1" }).provider("openai")!.baseUrl).toBe(
      "https://env.test/v1",
    );
  });

  test("a base URL that is none is refused by its variable's name", () => {
    expect(errorOf(() => registry({}, { OPENAI_BASE_URL: "my proxy" }))).toMatchObject({
      code: "invalid_config",
      field: "OPENAI_BASE_URL",
    });
  });

  test("a provider of one's own needs its API and base URL", () => {
    expect(errorOf(() => registry({ providers: { acme: { models: [{ id: "m" }] } } }))).toMatchObject({
      code: "invalid_config",
      field: "providers.acme.api",
    });
    expect(errorOf(() => registry({ providers: { acme: { api: "openai-completions" } } }))).toMatchObject({
      field: "providers.acme.baseUrl",
    });
  });

  test("a provider of one's own is asked with its key, or without one on this machine", () => {
    const acme = (baseUrl: string, env = {}) =>
      registry(
        {
          providers: {
            "acme-x": {
              baseUrl,
              api: "openai-completions",
              headers: { "x-team": "7" },
              models: [{ id: "m", aliases: ["mm"], price: { input: 1, output: 2 } }],
            },
          },
        },
        env,
      );
    expect(acme("https://acme.test/v1").provider("acme-x")).toEqual({
      id: "acme-x",
      name: "acme-x",
      baseUrl: "https://acme.test/v1",
      auth: "bearer",
      keyVariables: ["ACME_X_API_KEY"],
      headers: { "x-team": "7" },
    });
    expect(acme("http://127.0.0.1:11434/v1").provider("acme-x")!.keyOptional).toBe(true);
    expect(acme("http://127.0.0.1:1/v1", { ACME_X_API_KEY: "k" }).provider("acme-x")!.auth).toBe("bearer");
    const model = acme("https://acme.test/v1").find("acme-x/mm");
    expect(model).toMatchObject({
      id: "m",
      api: "openai-completions",
      runtimes: ["pi"],
      price: { input: 1, output: 2, cacheRead: 0, cacheWrite: 0 },
      quirks: { maxTokensField: "max_tokens" },
    });
  });

  test("a model of the config takes the place of a known one", () => {
    const all = registry({
      providers: { anthropic: { models: [{ id: "claude-sonnet-5", contextWindow: 50_000 }] } },
    });
    expect(all.find("anthropic/claude-sonnet-5")).toMatchObject({ contextWindow: 50_000, price: null });
    expect(all.modelsOf("anthropic").filter(({ id }) => id === "claude-sonnet-5")).toHaveLength(1);
  });
});

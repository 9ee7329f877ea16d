import { describe, expect, test } from "vitest";
import { parseConfig } from "../config/parse.ts";
import { isOpenAiResponsesModel, parseModelString } from "./model-string.ts";
import { createRegistry } from "./registry.ts";
import { errorOf } from "./route.test-helper.ts";

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

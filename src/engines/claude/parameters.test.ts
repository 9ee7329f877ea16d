import { describe, expect, test } from "vitest";
import type { ThinkingLevel } from "../../routing/model.ts";
import { model } from "./drive.test-helper.ts";
import { claudeCapabilities, requestParameters } from "./parameters.ts";

const budgeted = model({ maxOutputTokens: 64_000 });
const adaptive = model({
  id: "claude-opus-4-8",
  thinkingLevels: ["off", "minimal", "low", "medium", "high", "xhigh", "max"],
  quirks: { forceAdaptiveThinking: true, supportsTemperature: false },
});
const plain = model({ thinkingLevels: ["off"] });
const restless = model({ thinkingLevels: ["low", "high"], quirks: { forceAdaptiveThinking: true } });

describe("thinking on the wire", () => {
  test.each([
    ["off is really off", budgeted, "off", { thinking: { type: "disabled" } }],
    ["off on an adaptive model", adaptive, "off", { thinking: { type: "disabled" } }],
    ["a budget", budgeted, "medium", { thinking: { type: "enabled", budget_tokens: 8_192 } }],
    ["an effort", adaptive, "xhigh", { thinking: { type: "adaptive" }, output_config: { effort: "xhigh" } }],
    ["the least effort", adaptive, "minimal", { output_config: { effort: "low" } }],
    ["a model that cannot stop", restless, "off", { output_config: { effort: "low" } }],
  ] as const)("%s", (_name, of, level, body) => {
    expect(requestParameters(of, level as ThinkingLevel, {}).body).toMatchObject(body);
  });

  test("a model without thinking is not told about it", () => {
    const { body, env } = requestParameters(plain, "off", {});
    expect(body).not.toHaveProperty("thinking");
    expect(env.CLAUDE_CODE_DISABLE_THINKING).toBe("1");
  });

  test.each([
    [8_000, 6_976],
    [1_500, 1_024],
    [40_000, 16_384],
  ])("a limit of %i is sent as it is, and the budget leaves room in it for the answer", (limit, budget) => {
    const { body } = requestParameters(budgeted, "high", { maxOutputTokens: limit });
    expect(body).toMatchObject({ max_tokens: limit, thinking: { budget_tokens: budget } });
  });
});

test("sampling parameters stand in the body", () => {
  const params = { temperature: 0.2, topP: 0.9, maxOutputTokens: 77, stopSequences: ["X"] };
  expect(requestParameters(budgeted, "off", params).body).toMatchObject({
    temperature: 0.2,
    top_p: 0.9,
    max_tokens: 77,
    stop_sequences: ["X"],
  });
});

test("capabilities follow the model", () => {
  expect(claudeCapabilities(adaptive).streamParams).not.toContain("temperature");
  expect(claudeCapabilities(budgeted).streamParams).toContain("temperature");
  expect(claudeCapabilities(model({ input: ["text"] })).images).toBe(false);
});

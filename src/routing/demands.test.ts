import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../config/schema.ts";
import type { TurnRequest } from "../kernel/request.ts";
import type { UserContent } from "../sessions/message.ts";
import { checkDemands } from "./demands.ts";
import { BOTH, errorOf, resolve } from "./route.test-helper.ts";

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
      "streamParams.topP",
      { model: "claude-sonnet-4-5", thinking: "low", streamParams: { topP: 0.9 } },
      [text],
      {},
    ],
    [
      "streamParams.topP",
      { model: "openai/gpt-5.5", thinking: "low", streamParams: { topP: 1 } },
      [text],
      {},
    ],
    ["streamParams.topP", { model: "claude-opus-4-8", streamParams: { topP: 0.9 } }, [text], {}],
    ["budgets.perDayUsd", { model: "acme/plain" }, [text], { ...plain, budgets: { perDayUsd: 1 } }],
    [
      "streamParams.maxOutputTokens",
      { model: "claude-sonnet-4-5", thinking: "low", streamParams: { maxOutputTokens: 1_000 } },
      [text],
      {},
    ],
  ];

  test.each(refused)("%s is refused for %o", (field, request, content, config) => {
    const error = errorOf(() =>
      checkDemands(request, resolve({ env: BOTH, request, config }), content, config.budgets),
    );
    expect(error).toMatchObject({ code: "unsupported_capability", field });
  });

  test.each<TurnRequest>([
    { model: "claude-sonnet-4-5", streamParams: { temperature: 0.5, topP: 0.9, maxOutputTokens: 100 } },
    {
      model: "claude-sonnet-4-5",
      thinking: "high",
      streamParams: { maxOutputTokens: 2_000, topP: 0.95 },
      maxBudgetUsd: 1,
    },
    { model: "openai/gpt-5.5", thinking: "xhigh", streamParams: { cacheRetention: "long" } },
    { model: "offline", thinking: "medium", streamParams: { temperature: undefined }, maxBudgetUsd: 1 },
  ])("%o is in order", (request) => {
    checkDemands(request, resolve({ env: BOTH, request }), [text, image]);
  });
});

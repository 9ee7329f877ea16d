import { expect, test } from "vitest";
import { allowedFallbacks, fallbackCandidates } from "./candidates.ts";

const names = (inputs: Parameters<typeof fallbackCandidates>[0]) =>
  fallbackCandidates(inputs).map(({ runtime, model }) => `${runtime}:${model}`);

test("models inside engines, the primary last, each pair once and the requested one never", () => {
  expect(
    names({
      requested: { runtime: "pi", model: "a/1" },
      models: ["b/2", "a/1", "b/2"],
      primary: "c/3",
      runtimes: ["claude", "pi"],
    }),
  ).toEqual(["pi:b/2", "pi:c/3", "claude:a/1", "claude:b/2", "claude:c/3"]);
});

test("nothing is configured, nothing is tried", () => {
  const requested = { runtime: "claude", model: "a/1" } as const;
  expect(names({ requested, models: [], primary: null, runtimes: [] })).toEqual([]);
  expect(names({ requested, models: [], primary: "a/1", runtimes: ["claude"] })).toEqual([]);
});

test.each([
  ["nothing said", undefined, undefined, { models: [], primary: "p/1" }],
  ["a chain in config", undefined, ["b/2"], { models: ["b/2"], primary: "p/1" }],
  ["none in config", undefined, [], { models: [], primary: null }],
  ["a chain in the request", ["c/3"], ["b/2"], { models: ["c/3"], primary: null }],
  ["a chain in the request alone", ["c/3"], undefined, { models: ["c/3"], primary: null }],
  ["a chain in the request, none in config", ["c/3"], [], { models: ["c/3"], primary: null }],
])("who may be asked: %s", (_name, fallbackModels, models, expected) => {
  const config = { model: "p/1", fallbacks: { models, runtimes: ["claude" as const] } };
  expect(allowedFallbacks({ fallbackModels }, config)).toEqual({ ...expected, runtimes: ["claude"] });
});

test("an empty list in the request forbids everything, engines and primary included", () => {
  const config = { model: "p/1", fallbacks: { models: ["b/2"], runtimes: ["claude" as const] } };
  expect(allowedFallbacks({ fallbackModels: [] }, config)).toEqual({
    models: [],
    primary: null,
    runtimes: [],
  });
});

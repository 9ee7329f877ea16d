import { expect, test } from "vitest";
import { fallbackCandidates } from "./candidates.ts";

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

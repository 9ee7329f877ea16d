import { describe, expect, it } from "vitest";
import { emptyResult } from "../kernel/turn-result.ts";
import { outputOf, type TaskEnd } from "./report.ts";
import { readSpawn } from "./task.ts";

const said = (text: string): TaskEnd => ({
  task: { task: "t" },
  result: { ...emptyResult("r", 1), sessionKey: "agent:main:subagent:r", status: "completed", text },
  problem: null,
});
const broken: TaskEnd = { task: { task: "t" }, result: null, problem: "No such model." };
const told = (
  mode: "single" | "chain" | "parallel",
  ends: readonly TaskEnd[],
  of = ends.length,
  max = 100,
) => {
  const tasks = Array.from({ length: of }, () => ({ task: "t" }));
  const { content, isError } = outputOf({ mode, tasks }, ends, max);
  return [content[0]?.type === "text" ? content[0].text : "", isError];
};

describe("a call of spawn_subagent", () => {
  it("is one task, a chain or a list side by side", () => {
    expect(readSpawn({ task: "a", model: "m" })).toEqual({
      mode: "single",
      tasks: [{ task: "a", model: "m" }],
    });
    expect(readSpawn({ chain: [{ task: "a" }] }).mode).toBe("chain");
    expect(readSpawn({ parallel: [{ task: "a" }] }).mode).toBe("parallel");
  });

  it.each([
    [{}, /exactly one/],
    [{ task: "a", chain: [{ task: "b" }] }, /exactly one/],
    [{ chain: [{ task: "a" }], parallel: [{ task: "b" }] }, /exactly one/],
    [{ parallel: [{ task: "a" }], model: "m", tools: [] }, /model, tools must be set in each task/],
  ])("that is none of them is refused: %j", (input, message) => {
    expect(() => readSpawn(input)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(message) }),
    );
  });
});

describe("what the parent is told", () => {
  it("is the reply alone for one task, and why there is none", () => {
    expect(told("single", [said("Seven.")])).toEqual(["Seven.", false]);
    expect(told("single", [said(" ")])).toEqual(["(no reply)", false]);
    expect(told("single", [broken])).toEqual(["No such model.", true]);
  });

  it("is an error of a list only when all of it failed, of a chain when any did", () => {
    expect(told("parallel", [said("a"), broken])).toEqual([
      "## Task 1: completed\n\na\n\n## Task 2: failed\n\nNo such model.",
      false,
    ]);
    expect(told("parallel", [broken, broken])[1]).toBe(true);
    const [text, isError] = told("chain", [said("a"), broken], 4);
    expect(text).toMatch(/2 of its tasks were not started\.$/);
    expect(isError).toBe(true);
  });

  it("says where the rest of a long reply can be read", () => {
    const [text] = told("single", [said("x".repeat(500))]);
    expect(text).toContain("session agent:main:subagent:r");
    expect(String(text).length).toBeLessThan(250);
  });
});

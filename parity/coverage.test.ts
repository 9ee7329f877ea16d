import { expect, test } from "vitest";
import { type CoverageInput, coverageProblems } from "./coverage.ts";
import { ENGINES } from "./engines.ts";
import { type Scenario, scenario } from "./registry.ts";
import { loadRequirements, REQUIRED_IDS } from "./requirements.ts";
import { runParity } from "./run.ts";
import { SCENARIOS } from "./scenarios/index.ts";

const suite: CoverageInput = {
  requirements: loadRequirements(),
  engines: ENGINES,
  scenarios: SCENARIOS,
  expectedIds: REQUIRED_IDS,
};

function without<T>(list: readonly T[], drop: (item: T) => boolean): T[] {
  return list.filter((item) => !drop(item));
}

test("the manifest and the scenarios agree", () => {
  expect(coverageProblems(suite)).toEqual([]);
});

test("an id that was dropped from the manifest is missed, though a scenario cites it or not", () => {
  for (const id of ["TURN-02", "CRON-02"]) {
    const requirements = without(suite.requirements, (item) => item.id === id);
    expect(coverageProblems({ ...suite, requirements })).toContain(`${id} was dropped from the manifest`);
  }
});

test("an id nobody knows is refused in the manifest and in a scenario", () => {
  const requirements = [...suite.requirements, { ...suite.requirements[0]!, id: "TURN-99" }];
  expect(coverageProblems({ ...suite, requirements })).toContain("TURN-99 is in the manifest but unknown");
  const scenarios = [...SCENARIOS, empty("TURN-98")];
  expect(coverageProblems({ ...suite, scenarios })).toContain('scenario "empty" cites the unknown TURN-98');
});

test("a requirement must have a state it can be held to", () => {
  for (const state of ["", "done", "unsupported", "unsupported:because"]) {
    const requirements = suite.requirements.map((item) =>
      item.id === "TURN-02" ? { ...item, state } : item,
    );
    expect(coverageProblems({ ...suite, requirements })).toContain("TURN-02 has no valid state on pi");
  }
  const requirements = suite.requirements.map((item) =>
    item.id === "CRON-02" ? { ...item, state: "pending claude=unsupported:engine-lacks" } : item,
  );
  expect(coverageProblems({ ...suite, requirements })).toEqual([]);
});

test("a claim of proof needs a scenario on every engine in scope, a new engine's too", () => {
  const claim = (engine: string) =>
    `TURN-02 is claimed as proved on ${engine}, but no scenario shows it there`;
  const none = without(SCENARIOS, (item) => item.ids.includes("TURN-02"));
  expect(coverageProblems({ ...suite, scenarios: none })).toEqual([claim("pi"), claim("claude")]);
  const onOne = [...none, { ...empty("TURN-02"), engines: ["pi"] }];
  expect(coverageProblems({ ...suite, scenarios: onOne })).toEqual([claim("claude")]);
  const onLayer = coverageProblems({
    ...suite,
    scenarios: [...none, { ...empty("TURN-02"), mode: "layer" as const }],
  });
  expect(onLayer).toContain(claim("pi"));
  expect(onLayer).toContain('scenario "empty" runs above the engines, but TURN-02 must hold on each');
  const third = { ...ENGINES[0]!, id: "third" };
  expect(
    coverageProblems({
      ...suite,
      engines: [...ENGINES, third],
      scenarios: [...none, { ...empty("TURN-02"), engines: ["pi", "claude"] }],
    }),
  ).toContain(claim("third"));
});

test("a scenario that asserts nothing fails its cells, and the gate", async () => {
  const report = await runParity({ scenarios: [empty("TURN-02")], filter: "TURN-02" });
  expect(report.cells.map(({ engine, status }) => [engine, status])).toEqual([
    ["pi", "failed"],
    ["claude", "failed"],
  ]);
  expect(report.cells[0]!.evidence).toContain("asserted nothing");
  expect(report.summary.ok).toBe(false);
  const runs = report.scenarios.map((run) => ({ ...run, ok: true }));
  expect(coverageProblems({ ...suite, runs })).toContain('scenario "empty" on pi asserts nothing');
});

test("a status comes from the run: what fails, hangs or did not run is not proved", async () => {
  const failing = scenario({
    id: "TURN-02",
    name: "failing",
    run: async ({ check }) => check.equal(1, 2, "one"),
  });
  const hanging = scenario({ id: "TURN-05", name: "hanging", run: () => new Promise(() => {}) });
  const report = await runParity({ scenarios: [failing, hanging], timeLimitMs: 50 });
  const cell = (id: string) => report.cells.find((item) => item.id === id && item.engine === "pi");
  expect(cell("TURN-02")).toMatchObject({ status: "failed", evidence: "failing: one: expected 2, got 1" });
  expect(cell("TURN-05")).toMatchObject({ status: "failed", evidence: "hanging: no end after 0.05 s" });
  expect(cell("SESS-02")).toMatchObject({
    status: "failed",
    evidence: expect.stringContaining("no scenario"),
  });
  expect(cell("CRON-02")).toMatchObject({ status: "pending" });
  expect(report.summary.proved).toBe(0);
});

test("a scenario that holds proves its cells on the engines it ran on", async () => {
  const holding = scenario({
    id: "TURN-02",
    name: "holding",
    run: async ({ check }) => check.equal(1, 1, "one"),
  });
  const report = await runParity({ scenarios: [holding], filter: "TURN-02" });
  expect(report.cells.map((item) => item.status)).toEqual(["proved", "proved"]);
  expect(report.summary).toMatchObject({ proved: 2, failed: 0, assertions: 2, strays: 0, ok: true });
});

test("a scenario that holds only when it is run again counts, and is told as unsteady", async () => {
  let runs = 0;
  const shaky = scenario({
    id: "TURN-02",
    name: "shaky",
    mode: "together",
    run: async ({ check }) => check.equal(++runs, 2, "run"),
  });
  const wrong = scenario({
    id: "TURN-05",
    name: "wrong",
    run: async ({ check }) => check.equal(1, 2, "one"),
  });
  const options = { scenarios: [shaky, wrong], filter: "TURN-0", retries: 1 };
  const report = await runParity(options);
  const cell = (id: string) => report.cells.find((item) => item.id === id);
  expect(cell("TURN-02")).toMatchObject({
    status: "proved",
    evidence: expect.stringContaining('first said "run: expected 2, got 1"'),
  });
  expect(cell("TURN-05")).toMatchObject({ status: "failed" });
  expect(report.summary).toMatchObject({ unsteady: 1, ok: false });
});

function empty(id: string): Scenario {
  return scenario({ id, name: "empty", run: async () => {} });
}

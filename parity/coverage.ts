/** The coverage gate: what the manifest claims and what the scenarios prove must agree, before anything runs and after. */

import type { EngineUnderTest } from "./engines.ts";
import { columnsProved, type Scenario } from "./registry.ts";
import type { ScenarioRun } from "./report.ts";
import { claimOf, type Requirement, scopeOf } from "./requirements.ts";

export interface CoverageInput {
  readonly requirements: readonly Requirement[];
  readonly engines: readonly EngineUnderTest[];
  readonly scenarios: readonly Scenario[];
  /** Ids that must be in the manifest; guards against a row that was dropped. */
  readonly expectedIds: readonly string[];
  /** Runs to judge as well, when there are any. */
  readonly runs?: readonly ScenarioRun[];
}

/** Everything wrong, one line each; empty when the gate is open. */
export function coverageProblems(input: CoverageInput): string[] {
  return [
    ...idProblems(input),
    ...stateProblems(input),
    ...scenarioProblems(input),
    ...(input.runs ?? [])
      .filter((run) => run.ok && run.assertions === 0)
      .map((run) => `scenario "${run.name}" on ${run.engines.join(", ")} asserts nothing`),
  ];
}

function idProblems({ requirements, expectedIds }: CoverageInput): string[] {
  const ids = requirements.map((item) => item.id);
  return [
    ...expectedIds.filter((id) => !ids.includes(id)).map((id) => `${id} was dropped from the manifest`),
    ...ids.filter((id) => !expectedIds.includes(id)).map((id) => `${id} is in the manifest but unknown`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} stands twice in the manifest`),
  ];
}

function stateProblems({ requirements, engines, scenarios }: CoverageInput): string[] {
  return requirements.flatMap((requirement) => {
    const columns = scopeOf(requirement, engines);
    if (columns.length === 0) return [`${requirement.id} has the unknown scope "${requirement.scope}"`];
    return columns.flatMap((column) => {
      const claim = claimOf(requirement, column);
      if (claim === null) return [`${requirement.id} has no valid state on ${column}`];
      const shown = scenarios.some(
        (item) =>
          item.ids.includes(requirement.id) &&
          columnsProved(item, requirement.scope, [column]).includes(column),
      );
      if (claim.state === "proved" && !shown) {
        return [`${requirement.id} is claimed as proved on ${column}, but no scenario shows it there`];
      }
      return [];
    });
  });
}

function scenarioProblems({ requirements, engines, scenarios }: CoverageInput): string[] {
  const known = new Map(requirements.map((item) => [item.id, item]));
  const names = scenarios.map((item) => item.name);
  return [
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `two scenarios are called "${name}"`),
    ...scenarios.flatMap((item) => [
      ...(item.ids.length === 0 ? [`scenario "${item.name}" cites no requirement`] : []),
      ...item.ids
        .filter((id) => !known.has(id))
        .map((id) => `scenario "${item.name}" cites the unknown ${id}`),
      ...item.ids
        .filter((id) => item.mode === "layer" && known.has(id) && known.get(id)!.scope !== "layer")
        .map((id) => `scenario "${item.name}" runs above the engines, but ${id} must hold on each`),
      ...(item.engines ?? [])
        .filter((id) => !engines.some((engine) => engine.id === id))
        .map((id) => `scenario "${item.name}" names the unknown engine ${id}`),
    ]),
  ];
}

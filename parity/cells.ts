/** From runs of scenarios to the cells of the matrix: a status comes from this run or from nothing. */
import type { EngineUnderTest } from "./engines.ts";
import { columnsProved, type Scenario } from "./registry.ts";
import type { ParityCell, ScenarioRun } from "./report.ts";
import { claimOf, type Requirement, scopeOf, UNSUPPORTED_REASONS } from "./requirements.ts";

/** A scenario and its runs of today. */
export interface Ran {
  readonly scenario: Scenario;
  readonly runs: readonly ScenarioRun[];
}

/** The cells of the given requirements in the columns of the given engines. */
export function cellsOf(
  requirements: readonly Requirement[],
  engines: readonly EngineUnderTest[],
  ran: readonly Ran[],
): ParityCell[] {
  return requirements.flatMap((requirement) =>
    scopeOf(requirement, engines).map((engine) => cellOf(requirement, engine, ran)),
  );
}

function cellOf(requirement: Requirement, engine: string, ran: readonly Ran[]): ParityCell {
  const runs = ran
    .filter(
      ({ scenario }) =>
        scenario.ids.includes(requirement.id) &&
        columnsProved(scenario, requirement.scope, [engine]).includes(engine),
    )
    .flatMap((item) => item.runs)
    .filter((run) => requirement.scope === "layer" || run.engines.includes(engine));
  const ms = Math.round(runs.reduce((sum, run) => sum + run.ms, 0));
  const cell = (status: ParityCell["status"], evidence: string): ParityCell => ({
    id: requirement.id,
    engine,
    status,
    ms,
    evidence,
  });

  const failures = runs.filter((run) => !run.ok);
  if (failures.length > 0) {
    return cell("failed", failures.map((run) => `${run.name}: ${run.message ?? "failed"}`).join(" | "));
  }
  const claim = claimOf(requirement, engine);
  if (claim === null) return cell("failed", `no valid state in the manifest: "${requirement.state}"`);
  if (claim.state === "unsupported") {
    return cell("unsupported", `${claim.reason}: ${UNSUPPORTED_REASONS[claim.reason]}`);
  }
  if (claim.state === "pending") {
    return cell("pending", runs.length === 0 ? "not built yet" : `in part: ${evidenceOf(runs)}`);
  }
  const skipped = runs.find((run) => run.skipped !== null);
  if (skipped !== undefined) return cell("skipped", `${skipped.name}: ${skipped.skipped!.reason}`);
  return runs.length === 0
    ? cell("failed", "claimed as proved, but no scenario shows it here")
    : cell("proved", evidenceOf(runs));
}

function evidenceOf(runs: readonly ScenarioRun[]): string {
  return runs
    .map((run) => {
      const facts = [`${run.assertions} assertions`, ...run.notes];
      return `${run.name} (${facts.join(", ")})`;
    })
    .join("; ");
}

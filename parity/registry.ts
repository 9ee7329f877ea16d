/** A scenario: one behaviour shown by running, and the requirements it proves. */
import type { EngineUnderTest } from "./engines.ts";
import type { Lab } from "./lab.ts";
import type { Need } from "./needs.ts";

/**
 * `each`: once on every engine, proving the cell of that engine. `together`: once with all engines at hand (comparisons,
 * engines that change within a session), proving the cell of each. `layer`: once, above the engines; runs on the first.
 */
export type ScenarioMode = "each" | "together" | "layer";

export interface ScenarioContext extends Lab {
  /** The engine of this run; in `together` and `layer` the first one. */
  readonly engine: EngineUnderTest;
  /** All engines of this run. */
  readonly engines: readonly EngineUnderTest[];
  /** Adds a measured fact to the evidence in the report. */
  note(fact: string): void;
}

export interface Scenario {
  /** Ids of the requirements it proves; at least one. */
  readonly ids: readonly string[];
  /** What it shows, as a short clause; unique. */
  readonly name: string;
  readonly mode: ScenarioMode;
  /** Engines it applies to; all when left out. */
  readonly engines?: readonly string[];
  /** True: nothing else runs at the same time, because it measures time. */
  readonly alone: boolean;
  /** What it needs of the machine; without that it is skipped. */
  readonly needs: readonly Need[];
  readonly run: (context: ScenarioContext) => Promise<void>;
}

export interface ScenarioOptions {
  readonly id: string | readonly string[];
  readonly name: string;
  readonly mode?: ScenarioMode;
  readonly engines?: readonly string[];
  readonly alone?: boolean;
  readonly needs?: readonly Need[];
  readonly run: (context: ScenarioContext) => Promise<void>;
}

export function scenario(options: ScenarioOptions): Scenario {
  return {
    ids: typeof options.id === "string" ? [options.id] : options.id,
    name: options.name,
    mode: options.mode ?? "each",
    ...(options.engines === undefined ? {} : { engines: options.engines }),
    alone: options.alone ?? false,
    needs: options.needs ?? [],
    run: options.run,
  };
}

/** The scenarios of a file that all need the same of the machine. */
export function needing(needs: readonly Need[], scenarios: readonly Scenario[]): Scenario[] {
  return scenarios.map((item) => ({ ...item, needs: [...new Set([...item.needs, ...needs])] }));
}

/** The columns of the matrix that a scenario speaks for, given the requirement's own columns. */
export function columnsProved(
  scenario: Scenario,
  requirementScope: string,
  columns: readonly string[],
): string[] {
  if (requirementScope === "layer") return [...columns];
  if (scenario.mode === "layer") return [];
  return columns.filter((column) => scenario.engines?.includes(column) ?? true);
}

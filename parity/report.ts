/** What a run of the suite found, as it is printed, written to docs and given as JSON. */

import type { Lack } from "./needs.ts";

/** `skipped`: this machine lacks what its scenarios need. */
export type CellStatus = "proved" | "failed" | "skipped" | "pending" | "unsupported";

/** One requirement on one engine (or on the shared `layer`). */
export interface ParityCell {
  readonly id: string;
  readonly engine: string;
  readonly status: CellStatus;
  /** Milliseconds its scenarios took. */
  readonly ms: number;
  /** What showed it, or why it failed, is missing or not possible. */
  readonly evidence: string;
}

/** One run of one scenario. */
export interface ScenarioRun {
  readonly name: string;
  readonly ids: readonly string[];
  /** Columns it speaks for. */
  readonly engines: readonly string[];
  /** True also when it was skipped. */
  readonly ok: boolean;
  /** What the machine lacks, when it did not run for that. */
  readonly skipped: Lack | null;
  readonly ms: number;
  readonly assertions: number;
  readonly notes: readonly string[];
  /** Why it failed. */
  readonly message: string | null;
  /** It failed first and held when it was run again; the notes say how it failed. */
  readonly unsteady: boolean;
}

export interface ParitySummary {
  readonly proved: number;
  readonly failed: number;
  readonly skipped: number;
  readonly pending: number;
  readonly unsupported: number;
  readonly cells: number;
  readonly scenarios: number;
  readonly assertions: number;
  /** Wall-clock milliseconds. */
  readonly ms: number;
  /** Processes the run left behind (they were ended); anything but 0 is a failure. */
  readonly strays: number;
  /** Scenario runs that held only when they were run again. */
  readonly unsteady: number;
  /** True when nothing failed and nothing was left behind. */
  readonly ok: boolean;
}

export interface ParityReport {
  readonly cells: readonly ParityCell[];
  readonly summary: ParitySummary;
  readonly scenarios: readonly ScenarioRun[];
}

/** What the run tells while it goes. */
export interface ParityProgress {
  readonly done: number;
  readonly total: number;
  readonly last: ScenarioRun;
}

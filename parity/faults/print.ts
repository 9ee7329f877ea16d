/** The fault matrix for people. */
import { type Paint, painter } from "../print.ts";
import type { CellRun, FaultReport } from "./run.ts";

/** One line while the matrix runs. */
export function printCell(
  run: CellRun,
  done: number,
  total: number,
  options: { readonly color?: boolean } = {},
): string {
  const paint = painter(options);
  const count = `${done}/${total}`.padStart(9);
  return `${count}  ${lineOf(run, paint)}`;
}

/** What failed, and the sums; ends with a line break. */
export function printFaults(report: FaultReport, options: { readonly color?: boolean } = {}): string {
  const paint = painter(options);
  if (report.runs.length === 0) return "No cell has all of these words in its name.\n";
  const failed = report.runs.filter((run) => !run.ok);
  const assertions = report.runs.reduce((sum, run) => sum + run.assertions, 0);
  return [
    ...failed.map((run) => lineOf(run, paint)),
    `${report.runs.length - failed.length} cells hold, ${failed.length} do not; ${assertions} assertions, ${(report.ms / 1_000).toFixed(1)} s`,
    "",
  ].join("\n");
}

/** The report as plain data: cells by their names instead of what they are made of. */
export function faultsJson({ runs, ok, ms }: FaultReport): object {
  return {
    ok,
    ms,
    runs: runs.map(({ cell, name: _, ...run }) => ({
      fault: cell.fault.id,
      engine: cell.engine.id,
      api: cell.api,
      point: cell.point,
      setup: cell.setup,
      ...run,
    })),
  };
}

function lineOf(run: CellRun, paint: Paint): string {
  const sign = run.ok ? paint("green", "✔") : paint("red", "✘");
  const reason = run.message === null ? "" : `\n           ${paint("red", run.message)}`;
  return `${sign} ${run.name} ${paint("gray", `(${run.ms} ms)`)}${reason}`;
}

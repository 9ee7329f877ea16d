/** The matrix for people. */
import { styleText } from "node:util";
import type { CellStatus, ParityProgress, ParityReport } from "./report.ts";

const SIGN: Record<CellStatus, string> = {
  proved: "✔",
  failed: "✘",
  skipped: "○",
  pending: "·",
  unsupported: "–",
};
const COLOUR = {
  proved: "green",
  failed: "red",
  skipped: "yellow",
  pending: "gray",
  unsupported: "yellow",
} as const;

export interface PrintOptions {
  /** Terminal colours; off by default. */
  readonly color?: boolean;
}

/** The matrix with what failed, what was unsteady and the sums; ends with a line break. */
export function printMatrix(report: ParityReport, options: PrintOptions = {}): string {
  const paint = painter(options);
  const engines = columnsOf(report);
  const ids = [...new Set(report.cells.map((cell) => cell.id))];
  const width = Math.max(11, ...ids.map((id) => id.length)) + 2;
  const lines = ids.map((id) => {
    const row = engines.map((engine) => {
      const cell = report.cells.find((item) => item.id === id && item.engine === engine);
      if (cell === undefined) return " ".repeat(16);
      return paint(COLOUR[cell.status], `${SIGN[cell.status]} ${cell.status}`.padEnd(16));
    });
    const failed = report.cells.filter((cell) => cell.id === id && cell.status === "failed");
    const reasons = failed.map((cell) => `\n  ${paint("red", `${cell.engine}: ${cell.evidence}`)}`);
    return `${id.padEnd(width)}${row.join("")}`.trimEnd() + reasons.join("");
  });
  const head = `${"requirement".padEnd(width)}${engines.map((engine) => engine.padEnd(16)).join("")}`;
  const problems = report.scenarios
    .filter((run) => run.unsteady && ids.length > 0)
    .map((run) => runLine(run, paint));
  const matrix = ids.length === 0 ? [] : [paint("bold", head.trimEnd()), ...lines, ""];
  const unlisted = ids.length > 0 ? [] : report.scenarios.map((run) => runLine(run, paint));
  return `${[...matrix, ...unlisted, ...problems, summaryLine(report)].join("\n")}\n`;
}

/** One line while the suite runs. */
export function printProgress(progress: ParityProgress, options: PrintOptions = {}): string {
  const count = `${progress.done}/${progress.total}`.padStart(7);
  return `${count}  ${runLine(progress.last, painter(options))}`;
}

/** Columns in the order they are in the report, the layer first. */
export function columnsOf(report: ParityReport): string[] {
  const engines = [...new Set(report.cells.map((cell) => cell.engine))];
  return [
    ...engines.filter((engine) => engine === "layer"),
    ...engines.filter((engine) => engine !== "layer"),
  ];
}

function runLine(run: ParityProgress["last"], paint: Paint): string {
  if (run.skipped !== null)
    return `${paint("yellow", SIGN.skipped)} ${run.engines.join("+")}  ${run.name} ${paint("gray", `(skipped: ${run.skipped.reason})`)}`;
  const sign = run.ok ? paint("green", SIGN.proved) : paint("red", SIGN.failed);
  const facts = [`${run.ms} ms`, ...run.notes].join(", ");
  const reason = run.message === null ? "" : `\n         ${paint("red", run.message)}`;
  return `${sign} ${run.engines.join("+")}  ${run.name} ${paint("gray", `(${facts})`)}${reason}`;
}

function summaryLine({ summary }: ParityReport): string {
  const oddities =
    (summary.unsteady === 0 ? "" : `, ${summary.unsteady} unsteady`) +
    (summary.strays === 0 ? "" : `, ${summary.strays} processes left behind`);
  const skipped = summary.skipped === 0 ? "" : `${summary.skipped} skipped, `;
  return (
    `${summary.proved} proved, ${summary.failed} failed, ${skipped}${summary.pending} pending, ${summary.unsupported} unsupported; ` +
    `${summary.scenarios} scenario runs, ${summary.assertions} assertions, ${(summary.ms / 1_000).toFixed(1)} s${oddities}`
  );
}

/** Colours a text, or leaves it. */
export type Paint = (style: "bold" | (typeof COLOUR)[CellStatus], text: string) => string;

export function painter({ color = false }: PrintOptions): Paint {
  return (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
}

/** `docs/parity.md` from a report. Times are left out, so that the page changes only when the facts do. */
import { columnsOf } from "./print.ts";
import type { CellStatus, ParityReport } from "./report.ts";
import { loadRequirements, type Requirement } from "./requirements.ts";

const WORD: Record<CellStatus, string> = {
  proved: "✔ proved",
  failed: "✘ failed",
  skipped: "skipped",
  pending: "pending",
  unsupported: "not supported",
};

/** The whole page. */
export function parityMarkdown(report: ParityReport, requirements = loadRequirements()): string {
  const engines = columnsOf(report);
  const areas = Map.groupBy(
    requirements.filter((item) => report.cells.some((cell) => cell.id === item.id)),
    (item) => item.id.split("-")[0]!,
  );
  const { summary } = report;
  return [
    "# Parity of the engines",
    "",
    "Made by `tandem parity --markdown`: each state comes from scenarios that ran on the real engines",
    "against a scripted model server. Do not edit by hand.",
    "",
    `**${summary.proved}** cells proved, **${summary.failed}** failed, **${summary.pending}** pending, ` +
      `**${summary.unsupported}** not supported.`,
    ...[...areas].flatMap(([area, items]) => ["", `## ${area}`, "", ...table(items, engines, report)]),
    "",
    "## What was shown",
    "",
    ...evidence(report),
    "",
  ].join("\n");
}

function table(items: readonly Requirement[], engines: readonly string[], report: ParityReport): string[] {
  return [
    `| id | ${engines.join(" | ")} | requirement |`,
    `|---|${engines.map(() => "---|").join("")}---|`,
    ...items.map((item) => {
      const cells = engines.map((engine) => {
        const cell = report.cells.find((other) => other.id === item.id && other.engine === engine);
        return cell === undefined ? "" : WORD[cell.status];
      });
      return `| ${item.id} | ${cells.join(" | ")} | ${item.requirement.replaceAll("|", "\\|")} |`;
    }),
  ];
}

function evidence(report: ParityReport): string[] {
  const byName = Map.groupBy(report.scenarios, (run) => run.name);
  return [...byName].map(([name, runs]) => {
    const engines = runs.flatMap((run) => run.engines).join(", ");
    const assertions = runs.reduce((sum, run) => sum + run.assertions, 0);
    const failed = runs.some((run) => !run.ok)
      ? " — **failed**"
      : runs.some((run) => run.skipped)
        ? " — skipped"
        : "";
    return `- ${name} (${runs[0]!.ids.join(", ")}; on ${engines}; ${assertions} assertions)${failed}`;
  });
}

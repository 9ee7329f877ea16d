/** `docs/faults.md` from a run of the matrix. Times are left out, so that the page changes only when the behaviour does. */
import type { Setup } from "./fault.ts";
import type { CellRun, FaultReport, Observed } from "./run.ts";

const READY: Readonly<Record<Setup, string>> = {
  alone: "nothing",
  profile: "a second profile",
  model: "a fallback model",
  passing: "nothing; it passes",
  history: "a history to compact",
};

/** The whole page. */
export function faultsMarkdown(report: FaultReport): string {
  const columns = [...new Set(report.runs.map(columnOf))];
  const rows = [...Map.groupBy(report.runs, (run) => `${run.cell.fault.id} ${run.cell.setup}`).values()];
  const failed = report.runs.filter((run) => !run.ok);
  return [
    "# Faults",
    "",
    "Made by `tandem parity --faults --markdown`: every line was seen on the wire, on each engine and each API it can speak, once with",
    "the turn's first request and once with the request that carries a tool's result. Do not edit by hand.",
    "",
    `**${report.runs.length - failed.length}** of ${report.runs.length} cells hold.`,
    "",
    "A cell holds when outcome, kind and recoveries are those of its line; when the requests on the wire are the attempts that the result",
    "lists, none more; when the run has one start and one end; when text of a failed attempt was taken back and no text shown twice; when a",
    "tool with a side effect ran once; when no key stands in what the turn told; when the transcript is valid; and when the next turn of the",
    "session works with one request that carries exactly the conversation. *Requests* counts those that arrived, from the failing one on; to a",
    "refused connection none does. Retries are set to two.",
    "",
    `| fault | ready | outcome | kind | requests | recovery | ${columns.join(" | ")} |`,
    `|---|---|---|---|--:|---|${columns.map(() => ":-:|").join("")}`,
    ...rows.map((runs, index) => row(runs, columns, rows[index - 1]?.[0]?.cell.fault.id)),
    "",
    "## What a person is told",
    "",
    "| fault | message | remedy |",
    "|---|---|---|",
    ...told(report.runs),
    ...(failed.length === 0
      ? []
      : ["", "## Cells that do not hold", "", ...failed.map((run) => `- ${run.name}: ${run.message}`)]),
    "",
  ].join("\n");
}

function row(runs: readonly CellRun[], columns: readonly string[], above: string | undefined): string {
  const { fault, setup } = runs[0]!.cell;
  const seen = runs.filter((run) => run.cell.point === "first request" && run.observed !== null);
  const common = seen[0]?.observed ?? null;
  const cells = columns.map((column) => {
    const own = runs.filter((run) => columnOf(run) === column);
    if (own.length === 0) return "";
    const other = seen.find((run) => columnOf(run) === column && summary(run.observed) !== summary(common));
    if (other !== undefined) return `✘ ${summary(other.observed)}`;
    return own.every((run) => run.ok) ? "✔" : "✘";
  });
  const facts =
    common === null
      ? ["?", "?", "?", "?"]
      : [outcomeOf(common), common.kind ?? "", String(common.requests), stepsOf(common)];
  const title = fault.id === above ? "" : inCell(fault.title);
  return `| ${[title, READY[setup], ...facts, ...cells].join(" | ")} |`;
}

function columnOf({ cell }: CellRun): string {
  return cell.engine.apis.length === 1 ? cell.engine.id : `${cell.engine.id} ${SHORT[cell.api]}`;
}

const SHORT = {
  "anthropic-messages": "Messages",
  "openai-completions": "Chat",
  "openai-responses": "Responses",
} as const;

function outcomeOf(observed: Observed): string {
  return observed.status === "incomplete" ? `incomplete: ${observed.stopReason}` : observed.status;
}

/** `retry ×2, fall-back`. */
function stepsOf({ steps }: Observed): string {
  return [...Map.groupBy(steps, (step) => step)]
    .map(([step, times]) => (times.length === 1 ? step : `${step} ×${times.length}`))
    .join(", ");
}

function summary(observed: Observed | null): string {
  if (observed === null) return "no end";
  return [outcomeOf(observed), observed.kind ?? "", observed.requests, stepsOf(observed)].join(" ");
}

function told(runs: readonly CellRun[]): string[] {
  const alone = runs.filter((run) => run.cell.setup === "alone" && run.observed !== null);
  return [...Map.groupBy(alone, (run) => run.cell.fault.id).values()].map(([first]) => {
    const { message, remediation } = first!.observed!;
    const local = (message ?? "").replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:…");
    return `| ${[first!.cell.fault.title, local, remediation ?? ""].map(inCell).join(" | ")} |`;
  });
}

function inCell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s+/g, " ");
}

/** What was spent: with bars on a terminal, plain lines elsewhere. */
import type { SpendingGroup, SpendingRow } from "../../../cost/spending.ts";
import { addUsage, NO_USAGE } from "../../../cost/usage.ts";
import { type CliIo, line } from "../io.ts";
import { count, formatCost } from "./format.ts";
import { spentTokens } from "./spent.ts";
import { styleFor } from "./style.ts";
import { printTable } from "./table.ts";

type Named = readonly [name: string, row: SpendingRow];

const BAR_WIDTH = 20;
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

export function printUsage(io: CliIo, by: SpendingGroup, rows: readonly Named[]): void {
  if (rows.length === 0) {
    line(io.stderr, "Nothing was spent in this time.");
    return;
  }
  const terminal = io.stdout.isTTY === true;
  const style = styleFor(io.stdout, io.env);
  const scale = scaleOf(rows.map(([, row]) => row));
  printTable(
    io.stdout,
    io.env,
    [
      { title: by.toUpperCase() },
      ...(terminal ? [{ title: "" }] : []),
      { title: "COST", align: "right" as const },
      { title: "CALLS", align: "right" as const },
      { title: "TOKENS" },
    ],
    rows.map(([name, row]) => [
      name,
      ...(terminal ? [style.cyan(bar(scale(row)))] : []),
      costOfRow(row),
      count(row.calls),
      tokensOfRow(row),
    ]),
  );
  if (terminal) line(io.stderr, style.dim(`In all: ${totalOf(rows.map(([, row]) => row))}`));
}

type CostOfRow = Pick<SpendingRow, "calls" | "knownCostUsd" | "unpricedCalls" | "unreportedCalls">;

/** `$1.20`, and beside it how many calls have an unknown price, or were not fully reported. */
export function costOfRow({ calls, knownCostUsd, unpricedCalls, unreportedCalls }: CostOfRow): string {
  if (unpricedCalls === calls) return "unknown";
  const isNothingKnown = knownCostUsd === 0 && unpricedCalls + unreportedCalls >= calls;
  return [
    ...(isNothingKnown ? [] : [formatCost(knownCostUsd)]),
    ...(unpricedCalls === 0 ? [] : [`${count(unpricedCalls)} unknown`]),
    ...(unreportedCalls === 0 ? [] : [`${count(unreportedCalls)} not fully reported`]),
  ].join(" + ");
}

function tokensOfRow({ usage, unreportedCalls }: Pick<SpendingRow, "usage" | "unreportedCalls">): string {
  return spentTokens({ usage, unreported: { attempts: unreportedCalls } });
}

/** A bar of up to {@link BAR_WIDTH} characters, in eighths of one. */
export function bar(share: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * BAR_WIDTH * 8);
  const text = "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
  return text === "" && share > 0 ? EIGHTHS[1]! : text;
}

/** By dollars; by tokens where no price is known. */
function scaleOf(rows: readonly SpendingRow[]): (row: SpendingRow) => number {
  const byCost = rows.some((row) => row.knownCostUsd > 0);
  const size = (row: SpendingRow) => (byCost ? row.knownCostUsd : tokens(row));
  const most = Math.max(...rows.map(size));
  return (row) => (most === 0 ? 0 : size(row) / most);
}

function tokens({ usage }: SpendingRow): number {
  return usage.input + usage.cacheRead + usage.cacheWrite + usage.output;
}

function totalOf(rows: readonly SpendingRow[]): string {
  const sum = (part: (row: SpendingRow) => number) => rows.reduce((total, row) => total + part(row), 0);
  const calls = sum((row) => row.calls);
  const cost = costOfRow({
    calls,
    knownCostUsd: sum((row) => row.knownCostUsd),
    unpricedCalls: sum((row) => row.unpricedCalls),
    unreportedCalls: sum((row) => row.unreportedCalls),
  });
  const usage = rows.map((row) => row.usage).reduce(addUsage, NO_USAGE);
  const tokens = tokensOfRow({ usage, unreportedCalls: sum((row) => row.unreportedCalls) });
  return `${cost}, ${count(calls)} calls, ${tokens}`;
}

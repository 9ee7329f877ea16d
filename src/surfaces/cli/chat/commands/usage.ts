import type { SpendingRow } from "../../../../cost/spending.ts";
import { count, formatUsage } from "../../render/format.ts";
import { costOfRow } from "../../render/usage.ts";
import type { ChatCommand } from "./command.ts";

const DAY_MS = 86_400_000;

export const usage: ChatCommand = {
  name: "usage",
  help: "what was spent today and in the last 7 days, by model",
  run({ tandem }) {
    const midnight = new Date().setHours(0, 0, 0, 0);
    const today = tandem.usage({ by: "model", sinceMs: midnight });
    const week = tandem.usage({ by: "model", sinceMs: Date.now() - 7 * DAY_MS });
    if (week.length === 0) return "Nothing was spent in the last 7 days.";
    return [
      ...section("Today", today),
      ...section("Last 7 days", week),
      "`tandem usage --help` has more.",
    ].join("\n");
  },
};

function section(title: string, rows: readonly SpendingRow[]): string[] {
  if (rows.length === 0) return [`${title}: nothing`];
  const names = rows.map(({ key }) => key ?? "(no model)");
  const width = Math.max(...names.map((text) => text.length));
  return [
    `${title}:`,
    ...rows.map(
      (row, index) =>
        `  ${names[index]!.padEnd(width)}  ${costOfRow(row)}, ${count(row.calls)} calls, ${formatUsage(row.usage)}`,
    ),
  ];
}

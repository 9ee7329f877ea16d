/** `<!-- table: rivals -->`: the comparison with other libraries, from the saved run `docs/measured/rivals.json`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Rivals } from "../../bench/rivals/rivals.ts";
import { table } from "./markdown.ts";

const MARKED = /(<!-- table: rivals -->\n)(?:[\s\S]*?<!-- end -->)?/;

/** The page with its table filled in. */
export function withRivals(page: string, root: string): string {
  if (!MARKED.test(page)) return page;
  const saved = JSON.parse(readFileSync(join(root, "docs", "measured", "rivals.json"), "utf8")) as Rivals;
  return page.replace(MARKED, (_all, mark: string) => `${mark}${rivalsTable(saved)}<!-- end -->`);
}

function rivalsTable({ rows, missing }: Rivals): string {
  const others = rows.filter(({ label }) => !label.startsWith("Tandem"));
  const cell = (ratio: number) => `× ${ratio.toFixed(2)}`;
  const lines = others.map(({ label, version, beside, ratios, keeps }) => [
    `${label}${version === null ? "" : ` ${version}`}`,
    beside === "tandem-pi" ? "Pi" : "Claude",
    cell(ratios.text),
    cell(ratios.tool),
    cell(ratios.growing),
    keeps,
  ]);
  const head = [
    "Tandem's time ÷ that of",
    "Tandem on",
    "first turn",
    "first turn with a tool call",
    "later turn",
    "keeps the conversation in",
  ];
  return `
Below 1, Tandem is faster. Each contender runs in its own process, offers the same tools and talks to the same model server on
127.0.0.1. Tandem's time includes its SQLite store, event log and policy.

${table(head, lines)}${missing.map((line) => `\nNot measured: ${line}\n`).join("")}`;
}

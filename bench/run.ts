/**
 * The benchmarks: bare engines and Tandem take turns on one model server.
 *
 *     npm run bench -- [--json] [--only <name>] [--rounds <n>] [--strict] [--rivals]
 */
import { parseArgs } from "node:util";
import { chat } from "./chat.ts";
import { claudeTurn } from "./claude-turn.ts";
import { commands } from "./commands.ts";
import { deltas } from "./deltas.ts";
import type { Benchmark, Measure } from "./lib/benchmark.ts";
import { startModel } from "./lib/model.ts";
import { withBench } from "./lib/open-bench.ts";
import { lineOf, over } from "./lib/report.ts";
import { longSession } from "./long-session.ts";
import { manyTurns } from "./many-turns.ts";
import { memorySearch } from "./memory-search.ts";
import { piTurn } from "./pi-turn.ts";
import { prepare } from "./prepare.ts";
import { processes } from "./processes.ts";
import { recovery } from "./recovery.ts";
import { compareRivals, rivalLines } from "./rivals/rivals.ts";
import { toolRunner } from "./tool-runner.ts";

const BENCHMARKS: readonly Benchmark[] = [
  piTurn,
  claudeTurn,
  processes,
  deltas,
  commands,
  prepare,
  toolRunner,
  manyTurns,
  longSession,
  recovery,
  memorySearch,
  chat,
];

const { values: options } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    rounds: { type: "string", default: "5" },
    strict: { type: "boolean", default: false },
    rivals: { type: "boolean", default: false },
  },
});
const rounds = Number(options.rounds);
const unknown = options.only.filter((name) => !BENCHMARKS.some((one) => one.name === name));
if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  const names = BENCHMARKS.map((one) => one.name).join(", ");
  console.error(
    unknown.length > 0
      ? `There is no benchmark ${unknown}; there are: ${names}.`
      : "--rounds takes a whole number from 1.",
  );
  process.exit(2);
}

const measures: Measure[] = [];
const failures: { readonly name: string; readonly error: string }[] = [];
const model = await startModel();
if (options.rivals) {
  const rivals = await withBench({ model, rounds }, (bench) =>
    compareRivals(bench, (line) => console.error(line)),
  );
  model.close();
  const text = options.json
    ? JSON.stringify({ node: process.version, rounds, ...rivals }, null, 2)
    : rivalLines(rivals).join("\n");
  console.log(text);
  process.exit(0);
}
for (const benchmark of BENCHMARKS) {
  if (options.only.length > 0 && !options.only.includes(benchmark.name)) continue;
  try {
    const found = await withBench({ model, rounds }, (bench) => benchmark.run(bench));
    measures.push(...found);
    if (!options.json) for (const measure of found) console.log(lineOf(measure));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    failures.push({ name: benchmark.name, error: message });
    if (!options.json) console.log(`  ${benchmark.name} failed: ${message}`);
  }
}
model.close();

if (options.json) {
  const results = measures.map((measure) => ({ ...measure, ok: !over(measure) }));
  console.log(JSON.stringify({ node: process.version, rounds, measures: results, failures }, null, 2));
}
const missed = failures.length > 0 || measures.some(over);
process.exit(failures.length > 0 || (options.strict && missed) ? 1 : 0);

/** Two hundred Pi turns at once in one process: whether others get their turn meanwhile, and what memory it takes. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { median } from "./lib/alternate.ts";
import type { Benchmark } from "./lib/benchmark.ts";

interface Figures {
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly peakMb: number;
  readonly ms: number;
}

export const manyTurns: Benchmark = {
  name: "many-turns",
  async run(bench) {
    const script = fileURLToPath(new URL("many-turns-process.ts", import.meta.url));
    const rounds: Figures[] = [];
    for (let round = 0; round < bench.rounds; round++) {
      const args = [script, bench.folder(), bench.folder(), bench.model.text];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      rounds.push(JSON.parse(stdout) as Figures);
    }
    const of = (name: keyof Figures) => median(rounds.map((round) => round[name]));
    return [
      {
        name: "200 Pi turns at once: event-loop delay, 99th percentile",
        value: of("p99Ms"),
        unit: "ms",
        limit: 50,
        detail: `longest ${of("maxMs").toFixed(0)} ms, all turns in ${of("ms").toFixed(0)} ms, ${bench.rounds} rounds`,
      },
      {
        name: "200 Pi turns at once: most memory",
        value: of("peakMb"),
        unit: "MB",
        limit: 400,
        detail: `${bench.rounds} rounds`,
      },
    ];
  },
};

/** What a confined command costs: the whole call of the tool, from its input to its result. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandsOn } from "../src/tools/builtin/exec/testing.ts";
import { execTool } from "../src/tools/builtin/exec.ts";
import { toolContext } from "../src/tools/testing.ts";
import { median, timed } from "./lib/alternate.ts";
import type { Benchmark } from "./lib/benchmark.ts";

const FILES = 1_000;
const CALLS = 20;

export const commands: Benchmark = {
  name: "commands",
  async run(bench) {
    const confined = commandsOn(bench.folder());
    const bare = commandsOn(bench.folder(), { sandbox: { mode: "unsafe-off" } });
    bench.defer(() => confined.close());
    const workspace = bench.folder();
    for (let index = 0; index < FILES; index++) {
      const folder = join(workspace, `part-${index % 50}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `file-${index}.txt`), "text\n");
    }
    writeFileSync(join(workspace, ".env"), "KEY=secret\n");
    const times = { confined: [] as number[], bare: [] as number[] };
    for (let round = 0; round < bench.rounds * CALLS; round++) {
      for (const [name, tool] of [
        ["confined", execTool(confined)],
        ["bare", execTool(bare)],
      ] as const) {
        const ms = await timed(() => tool.execute({ command: "true" }, toolContext(workspace)));
        // The first of each has modules to load and the system to look at.
        if (round > 0) times[name].push(ms);
      }
    }
    const detail = `${FILES} files in the workspace; ${median(times.bare).toFixed(1)} ms without the sandbox`;
    return [{ name: "Sandboxed exec true", value: median(times.confined), unit: "ms", limit: 60, detail }];
  },
};

/** A search over ten thousand notes: the folder looked at, the index asked, the best pieces given. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AgentMemory } from "../src/memory/agent-memory.ts";
import { median } from "./lib/alternate.ts";
import type { Benchmark } from "./lib/benchmark.ts";

const NOTES = 10_000;
const SEARCHES_PER_ROUND = 20;
const WORDS =
  `garden river window letter market bridge winter summer engine paper silver copper orange ladder candle basket planet
harbour meadow timber valley station village mountain library kitchen blanket captain doctor teacher painter farmer sailor`.split(
    /\s+/,
  );

const word = (seed: number) => WORDS[seed % WORDS.length] as string;

export const memorySearch: Benchmark = {
  name: "memory-search",
  async run(bench) {
    const folder = join(bench.folder(), "notes");
    mkdirSync(folder);
    for (let note = 0; note < NOTES; note++) {
      const text = Array.from({ length: 40 }, (_, at) =>
        word(note * 7 + at * at * 13 + (note % 11) * at),
      ).join(" ");
      writeFileSync(
        join(folder, `note-${note}.md`),
        `# Note ${note}\n\nAbout person${note % 500}. ${text}\n`,
      );
    }
    const memory = new AgentMemory({
      folder,
      indexFile: join(bench.folder(), "index.sqlite3"),
      clock: Date.now,
    });
    bench.defer(() => memory.close());
    const start = performance.now();
    await memory.search("garden");
    const indexed = performance.now() - start;
    const times: number[] = [];
    for (let search = 0; search < bench.rounds * SEARCHES_PER_ROUND; search++) {
      const before = performance.now();
      await memory.search(
        `what did person${search % 500} say about the ${word(search)} and the ${word(search * 3)}?`,
      );
      times.push(performance.now() - before);
    }
    return [
      {
        name: `memory search over ${NOTES.toLocaleString("en")} notes`,
        value: median(times),
        unit: "ms",
        limit: 20,
        detail: `slowest of ${times.length} ${Math.max(...times).toFixed(1)} ms; indexing all of them once ${indexed.toFixed(0)} ms`,
      },
    ];
  },
};

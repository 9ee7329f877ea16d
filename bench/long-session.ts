/** A session of ten thousand entries: what the store, the history and its repair take before a turn can begin. */
import { historyOf } from "../src/sessions/history.ts";
import type { Message } from "../src/sessions/message.ts";
import { repairHistory } from "../src/sessions/repair.ts";
import { openStore } from "../src/sessions/sqlite/open.ts";
import { median, onCpu } from "./lib/alternate.ts";
import type { Benchmark, Measure } from "./lib/benchmark.ts";
import { MODEL_ID } from "./lib/model.ts";
import { conversation } from "./lib/transcript.ts";

const ENTRIES = 10_000;
const KEY = "agent:main:bench:dm:long";
const TARGET = { provider: "anthropic", model: MODEL_ID, api: "anthropic-messages" } as const;

export const longSession: Benchmark = {
  name: "long-session",
  async run(bench) {
    const home = bench.folder();
    const made = openStore({ home });
    const { id } = made.sessions.openSession(KEY, "main");
    const drafts = conversation(ENTRIES);
    for (let at = 0; at < ENTRIES; at += 500) made.sessions.append(id, drafts.slice(at, at + 500));
    made.close();

    const stores: number[] = [];
    const repairs: number[] = [];
    for (let round = 0; round < bench.rounds + 1; round++) {
      const store = openStore({ home });
      let messages: readonly Message[] = [];
      const read = onCpu(() => {
        const session = store.sessions.findByKey(KEY)!;
        messages = historyOf(store.sessions.entries(session.id, { fromLastCompaction: true })).messages;
        store.sessions.append(session.id, conversation(2));
      });
      const repair = onCpu(() => repairHistory(messages, TARGET));
      store.close();
      // The first round loads code and disk cache.
      if (round === 0) continue;
      stores.push(read);
      repairs.push(read + repair);
    }
    return [
      measure("Next turn of a session of 10,000 entries, the store's part", median(stores), 60, bench.rounds),
      measure("The same with the history's repair", median(repairs), 100, bench.rounds),
    ];
  },
};

function measure(name: string, value: number, limit: number, rounds: number): Measure {
  return { name, value, unit: "ms", limit, detail: `processor time, ${rounds} rounds` };
}

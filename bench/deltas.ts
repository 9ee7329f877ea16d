/** A streamed token's way from the engine to a subscriber, with the event log on. */
import { RunEvents } from "../src/events/run-events.ts";
import { openStore } from "../src/sessions/sqlite/open.ts";
import { AttemptLedger } from "../src/turn/attempts.ts";
import { StepTracker } from "../src/turn/step-tracker.ts";
import { median, onCpu } from "./lib/alternate.ts";
import type { Bench, Benchmark } from "./lib/benchmark.ts";

const DELTAS = 100_000;

export const deltas: Benchmark = {
  name: "deltas",
  async run(bench) {
    const times: number[] = [];
    for (let round = 0; round < bench.rounds; round++) times.push(once(bench));
    const value = median(times);
    return [
      {
        name: "Text delta, engine event to subscriber, event log on",
        value,
        unit: "µs",
        limit: 15,
        detail: `${DELTAS} deltas, ${bench.rounds} rounds`,
      },
    ];
  },
};

/** Microseconds for each delta. */
function once(bench: Bench): number {
  const store = openStore({ home: bench.folder() });
  const events = new RunEvents({ runId: "bench", parentRunId: null, middleware: [], clock: Date.now });
  events.sessionId = "bench";
  events.attachLog(store.events);
  let received = 0;
  events.subscribe((event) => {
    if (event.type === "text-delta") received += 1;
  });
  const emit = (body: Parameters<RunEvents["publish"]>[0]) => events.publish(body);
  const tracker = new StepTracker({
    emit,
    ledger: new AttemptLedger(emit, Date.now),
    clock: Date.now,
    commit: () => {},
    beginTools: () => {},
    debug: () => {},
  });
  tracker.observe({ type: "message-start" });
  tracker.observe({ type: "text-start", block: 0 });
  const ms = onCpu(() => {
    for (let at = 0; at < DELTAS; at++) tracker.observe({ type: "text-delta", block: 0, delta: "token " });
    store.events.flush();
  });
  store.close();
  if (received !== DELTAS) throw new Error(`${received} of ${DELTAS} deltas arrived.`);
  return (ms * 1_000) / DELTAS;
}

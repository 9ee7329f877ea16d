/** Writes a run of so many events to the log of a data folder, a few at a time; the last one ends the run. */
import { setImmediate } from "node:timers/promises";
import { openStore } from "./open.ts";

const [home = "", runId = "", count = "0"] = process.argv.slice(2);
const store = openStore({ home });
const envelope = { runId, sessionId: null, at: 0 };
for (let seq = 1; seq < Number(count); seq++) {
  store.events.append(runId, [{ ...envelope, seq, type: "text-delta", id: "t", delta: `${seq} ` }]);
  if (seq % 20 === 0) store.events.flush();
  await setImmediate();
}
const seq = Number(count);
store.events.append(runId, [
  { ...envelope, seq, type: "lifecycle.end", status: "completed", stopReason: "stop", durationMs: 1 },
]);
store.close();

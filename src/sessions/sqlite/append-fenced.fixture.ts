/** Takes the session's lease, appends three entries in three calls, gives it up; ten times, against whoever else does the same. */
import { openStore } from "./open.ts";

const [home = "", name = ""] = process.argv.slice(2);
const store = openStore({ home });
const session = store.sessions.openSession("agent:main:cli:dm:me", "main");
for (let turn = 0; turn < 10; ) {
  const fence = `${name}-${turn}`;
  if (!store.leases.acquire(session.id, fence, 60_000).ok) continue;
  for (let step = 0; step < 3; step++) {
    store.sessions.append(session.id, [{ type: "custom", runId: fence, name: "step", data: step }], fence);
  }
  store.leases.release(session.id, fence);
  turn += 1;
}
store.close();

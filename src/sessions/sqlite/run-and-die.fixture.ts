/** Starts a run, takes its session, answers once, asks again and dies without ending anything. Arguments: data folder, session id, run id. */
import { openStore } from "./open.ts";
import { assistant, user } from "./store.fixture.ts";

const [home = "", sessionId = "", runId = ""] = process.argv.slice(2);
const store = openStore({ home });
store.runs.startRun({ runId, sessionId, sessionKey: null, parentRunId: null, startedAt: 1_000 });
store.leases.acquire(sessionId, runId, 3_600_000);
store.sessions.append(sessionId, [user("hi", runId), { ...assistant("half"), runId }], runId);
const on = { runtime: "pi", provider: "acme", model: "m-1", profile: null } as const;
const { usage, costUsd } = assistant("half").message;
const call = { ...on, at: 1_000, runId, sessionId, tag: null, usage, costUsd };
store.spending.record({ ...call, usageReport: "complete", estimatedCostUsd: 0 });
store.events.append(runId, [
  { type: "lifecycle.start", sessionKey: null, agentId: "main", runId, sessionId, seq: 1, at: 1_000 },
  // It had left when the process died.
  { type: "attempt.start", attempt: 2, ...on, runId, sessionId, seq: 2, at: 1_000 },
]);
store.events.flush();
process.stdout.write("running\n");
process.stdin.resume();

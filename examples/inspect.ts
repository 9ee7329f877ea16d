/** What a turn did and what it cost: its events from the log, and sums over everything that ran. */
import { createTandem } from "tandem";

const tandem = await createTandem();
const { runId } = await tandem.run({ prompt: "List the files here.", billingTag: "team-blue" });

const shown = new Set(["tool-call", "tool-result", "attempt.end", "finish"]);
for (const event of tandem.events.read(runId)) if (shown.has(event.type)) console.log(event.seq, event.type);

for (const { key, calls, usage, costUsd } of tandem.usage({ by: "tag" }))
  console.log(`${key ?? "no tag"}: ${calls} calls, ${usage.input} tokens in, $${costUsd ?? "unknown"}`);
await tandem.close();

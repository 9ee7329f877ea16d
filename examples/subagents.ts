/** Tasks handed on to subagents: two in parallel, each on an engine of its own, below the turn that spawned them. */
import { createTandem } from "tandem";

const tandem = await createTandem();
try {
  const call = {
    parallel: [
      { task: "say one", runtime: "pi" },
      { task: "say two", runtime: "claude" },
    ],
  };
  const stream = tandem.stream({
    runtime: "pi",
    prompt: `Call spawn_subagent with ${JSON.stringify(call)}`,
  });
  for await (const event of stream) {
    if (event.type === "subagent" && event.state === "ended") console.log(`${event.task}: ${event.status}`);
    if (event.type === "tool-result")
      console.log(event.content.map((block) => (block.type === "text" ? block.text : "")).join(""));
  }
  const { runId, subagents } = await stream.result;
  const below = tandem.runs.list().filter((run) => run.parentRunId === runId);
  const engines = below.map((run) => run.runtime).sort();
  console.log(`${subagents.count} subagents on ${engines.join(" and ")}, $${subagents.costUsd}`);
} finally {
  await tandem.close();
}

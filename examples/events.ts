/** A turn as it happens: one sequence of events, whatever the engine. */
import { createTandem, type TandemEvent } from "tandem";

const tandem = await createTandem();
try {
  const stream = tandem.stream({ prompt: "List the files here.", workspaceDir: import.meta.dirname });
  for await (const event of stream) show(event);
  const result = await stream.result;
  console.log(`\n${result.status} after ${result.turnCount} model calls`);

  // The same events again, from the log: also for a reader that comes late, or runs in another process.
  const again = tandem.events.read(stream.runId);
  console.log(`${again.length} events in the log, the last one is ${again.at(-1)?.type}`);
} finally {
  await tandem.close();
}

function show(event: TandemEvent): void {
  switch (event.type) {
    case "text-delta":
      process.stdout.write(event.delta);
      break;
    case "tool-call":
      console.log(`\n→ ${event.toolName} ${JSON.stringify(event.input)}`);
      break;
    case "tool-result":
      console.log(`← ${event.isError ? "failed" : "ok"}, ${event.content.length} block of content`);
      break;
  }
}

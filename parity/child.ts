/**
 * A host process with a Tandem of its own, printing one JSON line for each event. Arguments: what to do, the config as JSON, and
 * - `soak`: nothing more; turns come from the parent process, see `soak/worker.ts`;
 * - `follow`: a run id, whose events are read while another process runs it;
 * - `turn`: a request as JSON; with each event, ids of the entries that the store has got since the one before.
 */
import { createTandem } from "../src/create.ts";
import type { TurnRequest } from "../src/kernel/request.ts";
import { textOutput, toolOf } from "./props.ts";

const [task, config, argument] = process.argv.slice(2);
if (task === "soak") {
  const { soakWorker } = await import("./soak/worker.ts");
  await soakWorker(JSON.parse(config!));
  process.exit();
}
const tandem = await createTandem(JSON.parse(config!));
if (task === "follow") {
  for await (const event of tandem.events.follow(argument!)) print(event);
} else {
  const request = JSON.parse(argument!) as TurnRequest & { readonly sessionKey: string };
  const tool = toolOf("act", (input) => textOutput(`acted ${JSON.stringify(input)}`));
  let known = tandem.sessions.get(request.sessionKey)?.entryCount ?? 0;
  for await (const event of tandem.stream({ ...request, extraTools: [tool] })) {
    const entries = tandem.sessions.get(request.sessionKey)
      ? tandem.sessions.entries(request.sessionKey)
      : [];
    print({ type: event.type, fresh: entries.slice(known).map((entry) => entry.id) });
    known = entries.length;
  }
}
await tandem.close();

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

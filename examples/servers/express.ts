/** An Express server: one Tandem for the process, each turn as server-sent events, stopped when its reader leaves. */
import type { AddressInfo } from "node:net";
import express from "express";
import { createTandem } from "tandem";

const tandem = await createTandem();
const app = express();
app.use(express.json());

app.post("/chat", async (request, response) => {
  const { prompt, user } = request.body;
  const turn = tandem.stream({ prompt, sessionKey: `agent:main:web:dm:${user}`, disableTools: true });
  // Also comes at the end of a whole answer, when there is nothing left to stop.
  response.on("close", () => turn.abort());
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  const send = (event: string, data: unknown) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);

  for await (const event of turn) if (event.type === "text-delta") send("text", event.delta);
  const { status, text, error, costUsd } = await turn.result;
  send("end", { status, text, error, costUsd });
  response.end();
  console.log(`${status} for ${user}`);
});

const server = app.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`listening on ${(server.address() as AddressInfo).port}`);
});

// No new requests; turns that run have ten seconds to end, and no process is left behind.
async function stop(): Promise<void> {
  server.close();
  await tandem.close({ deadlineMs: 10_000 });
  server.closeAllConnections();
}
process.once("SIGTERM", stop).once("SIGINT", stop);

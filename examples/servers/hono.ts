/** A Hono server: one Tandem for the process, each turn as server-sent events, stopped when its reader leaves. */
import { type ServerType, serve } from "@hono/node-server";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { createTandem } from "tandem";

const tandem = await createTandem();
const app = new Hono();

app.post("/chat", async (context) => {
  const { prompt, user } = await context.req.json();
  const turn = tandem.stream({ prompt, sessionKey: `agent:main:web:dm:${user}`, disableTools: true });
  return streamSSE(context, async (sse) => {
    sse.onAbort(() => turn.abort());
    const send = (event: string, data: unknown) => sse.writeSSE({ event, data: JSON.stringify(data) });

    for await (const event of turn) if (event.type === "text-delta") await send("text", event.delta);
    const { status, text, error, costUsd } = await turn.result;
    await send("end", { status, text, error, costUsd });
    console.log(`${status} for ${user}`);
  });
});

const server: ServerType = serve(
  { fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: "127.0.0.1" },
  ({ port }) => console.log(`listening on ${port}`),
);

// No new requests; turns that run have ten seconds to end, and no process is left behind.
async function stop(): Promise<void> {
  server.close();
  await tandem.close({ deadlineMs: 10_000 });
  if ("closeAllConnections" in server) server.closeAllConnections();
}
process.once("SIGTERM", stop).once("SIGINT", stop);

/** Appends to the session of a data folder until it is killed, and says each entry's sequence and id once it is committed. */
import { writeSync } from "node:fs";
import { openStore } from "./open.ts";

const store = openStore({ home: process.argv[2] ?? "" });
const session = store.sessions.openSession("agent:main:cli:dm:me", "main");
for (let round = 0; ; round++) {
  const text = `${round} `.repeat(1 + ((round * 37) % 400));
  const image = Buffer.from(`image ${round % 50}`.repeat(300)).toString("base64");
  const committed = store.sessions.append(session.id, [
    { type: "user", runId: null, message: { role: "user", content: [{ type: "text", text }] } },
    {
      type: "user",
      runId: null,
      message: { role: "user", content: [{ type: "image", mimeType: "image/png", data: image }] },
    },
  ]);
  for (const entry of committed) writeSync(1, `${entry.seq} ${entry.id}\n`);
  store.events.append("run-1", [
    {
      type: "text-delta",
      id: "t",
      delta: text,
      runId: "run-1",
      sessionId: session.id,
      seq: round + 1,
      at: 0,
    },
  ]);
}

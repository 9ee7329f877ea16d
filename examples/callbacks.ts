/** Callbacks for hosts that want finished pieces, and a middleware that decides what anyone gets to see. */
import { createTandem, type StreamMiddleware } from "tandem";

/** Nobody downstream sees what the model thought. */
const withoutReasoning: StreamMiddleware = (event) => (event.type.startsWith("reasoning-") ? null : event);

const tandem = await createTandem();
let partials = 0;
try {
  const result = await tandem.run({
    prompt: "List the files here.",
    workspaceDir: import.meta.dirname,
    thinking: "low",
    streamMiddleware: [withoutReasoning],
    onPartialReply: () => (partials += 1),
    onBlockReply: ({ text }) => console.log(`block: ${text.split("\n")[0]}`),
    onToolResult: ({ toolName, isError }) => console.log(`tool: ${toolName} ${isError ? "failed" : "ok"}`),
    onReasoningStream: () => console.log("never called"),
  });
  console.log(`${result.status}, after ${partials} partial replies`);
} finally {
  await tandem.close();
}

/** Tools that you run yourself: the turn ends with their calls pending, and a later turn, here of another Tandem, brings the results. */
import { createTandem, type ToolOffer } from "tandem";

const clientTools: readonly ToolOffer[] = [
  {
    name: "ask_for_colour",
    description: "Asks the person at the screen for a colour.",
    inputSchema: { type: "object", properties: { label: { type: "string" } }, required: ["label"] },
  },
];
const sessionKey = "agent:main:example:dm:ida";

const first = await createTandem();
first.sessions.reset(sessionKey);
const asked = await first.run({
  sessionKey,
  clientTools,
  runtime: "pi",
  prompt: 'Call ask_for_colour with {"label": "walls"}',
});
await first.close();
console.log(
  `${asked.stopReason}: ${asked.pendingToolCalls.map((call) => `${call.name} ${call.input.label}`)}`,
);

// The process may end here: what is pending is in the transcript.
const second = await createTandem();
try {
  const toolResults = second.sessions
    .pending(sessionKey)
    .map((call) => ({ toolCallId: call.id, content: `The ${call.input.label} are to be green.` }));
  const answered = await second.run({ sessionKey, clientTools, runtime: "claude", toolResults });
  console.log(`${answered.stopReason} on ${answered.runtime}: ${answered.text}`);
} finally {
  await second.close();
}

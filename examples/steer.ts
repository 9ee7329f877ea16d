/** A message into a running turn: it enters before the next model call, and its sender learns what became of it. */
import { createTandem } from "tandem";

const tandem = await createTandem();
const sessionKey = "agent:main:example:dm:grace";
try {
  tandem.sessions.reset(sessionKey);
  const stream = tandem.stream({ sessionKey, prompt: "Run `sleep 1`", exec: "allow" });
  for await (const event of stream) {
    if (event.type !== "tool-call") continue;
    const message = tandem.send({ sessionKey, prompt: "Say that is enough." }, { mode: "steer" });
    // Not awaited here: what became of it is known only after the tool has run.
    message.outcome.then(({ outcome, reason }) => console.log(reason ?? outcome));
  }
  const result = await stream.result;
  console.log(`${result.userMessageCount} messages in one turn: ${result.text}`);
} finally {
  await tandem.close();
}

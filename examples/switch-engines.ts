/** One conversation on two engines: each turn carries the whole history, whoever ran the turns before. */
import { createTandem } from "tandem";

const tandem = await createTandem();
const sessionKey = "agent:main:example:dm:ada";
try {
  tandem.sessions.reset(sessionKey);
  await tandem.run({ sessionKey, runtime: "pi", prompt: "Remember this: the demo is on Friday." });
  await tandem.run({ sessionKey, runtime: "claude", prompt: "And it begins at noon." });
  const { text } = await tandem.run({ sessionKey, runtime: "pi", prompt: "What did I say before?" });
  console.log(text);

  for (const entry of tandem.sessions.entries(sessionKey))
    if (entry.type === "assistant") console.log(`answered by ${entry.message.origin.runtime}`);
} finally {
  await tandem.close();
}

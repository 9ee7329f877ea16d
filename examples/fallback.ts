/** When a provider fails: the turn continues with the next model, and says so. */
import { createTandem } from "tandem";

const tandem = await createTandem({
  providers: {
    // Nothing listens there, as if the provider were down.
    down: { baseUrl: "http://127.0.0.1:9/v1", api: "openai-completions", models: [{ id: "some-model" }] },
  },
  model: "down/some-model",
  retries: { max: 1, baseMs: 10 },
  fallbacks: { models: ["offline/offline-model"], runtimes: ["claude"] },
});
try {
  const stream = tandem.stream({ prompt: "Are you there?" });
  for await (const event of stream) {
    if (event.type === "recovery") console.log(`${event.step} (${event.reason}): ${event.message}`);
    if (event.type === "fallback") console.log(`${event.from.provider} → ${event.to.provider}`);
  }
  const result = await stream.result;
  console.log(`${result.status} with ${result.provider}/${result.model}`);
  for (const { provider, outcome, reason } of result.attempts)
    console.log(`  ${provider}: ${reason ?? outcome}`);
} finally {
  await tandem.close();
}

/** Embedded in a product: one call for both engines, with other models to fall back to. */
import { createTandem } from "tandem";

const tandem = await createTandem({
  fallbacks: { models: ["openai/gpt-5.1", "offline/offline-model"], runtimes: ["claude"] },
});
for (const runtime of ["pi", "claude"] as const) {
  const sessionKey = "agent:main:shop:dm:ada";
  const result = await tandem.run({ sessionKey, runtime, prompt: "Hello! What did I say before?" });
  console.log(`${result.status} on ${result.runtime}, ${result.attempts.length} request: ${result.text}`);
}
await tandem.close();

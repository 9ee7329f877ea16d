/** Stopping a turn: by its stream, by a signal of yours, or by a time limit. It settles with a result, never with a throw. */
import { createTandem } from "tandem";

const tandem = await createTandem();
const prompt = "Count to 500.";
try {
  const stream = tandem.stream({ prompt });
  for await (const event of stream) if (event.type === "text-delta") stream.abort();
  const stopped = await stream.result;
  console.log(`${stopped.status}: ${stopped.error?.message}`);

  const controller = new AbortController();
  const signalled = tandem.run({ prompt, abortSignal: controller.signal });
  controller.abort();
  console.log((await signalled).status);

  const late = await tandem.run({ prompt, timeoutMs: 200 });
  console.log(`${late.status}: ${late.error?.message}`);
} finally {
  await tandem.close();
}

/** One turn, and what it cost. */
import { createTandem } from "tandem";

const tandem = await createTandem();
try {
  const result = await tandem.run({ prompt: "Hello! Which model are you?" });
  console.log(result.text);
  console.log(
    `${result.status} on ${result.runtime} with ${result.provider}/${result.model}:`,
    `${result.usage.output} tokens out, $${result.costUsd ?? "?"}, ${result.attempts.length} request`,
  );
} finally {
  await tandem.close();
}

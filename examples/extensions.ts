/** A module that adds a tool and a hook. */
import { join } from "node:path";
import { createTandem } from "tandem";

const tandem = await createTandem({ extensions: [join(import.meta.dirname, "extensions", "weather.ts")] });
try {
  const { text } = await tandem.run({ prompt: 'Call weather with {"city": "Bern"}' });
  console.log(text);
} finally {
  await tandem.close();
}

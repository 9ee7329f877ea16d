// The same from CommonJS.
import { createTandem, TandemError } from "tandem";

async function main(): Promise<void> {
  const tandem = await createTandem({ offline: "always" });
  const result = await tandem.run({ prompt: "hi", runtime: "pi" });
  console.log(result.status, result.text.length > 0, TandemError.isInstance(result.error));
  await tandem.close();
}
void main();

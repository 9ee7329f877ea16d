/** Who may run commands: asked each time, always, or never. Without anyone to ask, the answer is no. */
import { createTandem } from "tandem";

const tandem = await createTandem();
const prompt = "Run `echo it works`";
try {
  const asked = await tandem.run({
    prompt,
    exec: "ask",
    confirm: async ({ toolName, summary }) => {
      console.log(`${toolName} wants to: ${summary}`);
      return true;
    },
  });
  console.log(asked.text);

  const nobody = await tandem.run({ prompt });
  console.log(nobody.text);
} finally {
  await tandem.close();
}

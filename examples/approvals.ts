/** Who may run commands: asked each time, always, or never. Without anyone to ask, the answer is no. */
import { createTandem, describeQuestion } from "tandem";

const tandem = await createTandem();
const prompt = "Run `echo it works`";
try {
  const asked = await tandem.run({
    prompt,
    exec: "ask",
    confirm: async (question) => {
      for (const { text } of describeQuestion(question)) console.log(text);
      return true;
    },
  });
  console.log(asked.text);

  const told = await tandem.run({
    prompt,
    confirm: async () => ({ allow: false, instead: "Only explain it." }),
  });
  console.log(told.text);

  const nobody = await tandem.run({ prompt });
  console.log(nobody.text);
} finally {
  await tandem.close();
}

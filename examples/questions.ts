/** What a question shows before a command runs, and "no, and do this instead". */
import { createTandem, describeQuestion } from "tandem";

const tandem = await createTandem();
const result = await tandem.run({
  prompt: "Run `npm test`",
  exec: "ask",
  confirm: async (question) => {
    for (const { text } of describeQuestion(question)) console.log(text);
    return { allow: false, instead: "Only list them." };
  },
});
console.log(result.text);
await tandem.close();

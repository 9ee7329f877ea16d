/** A channel of your own for the `message` tool, which sends at once, beside the reply. */
import { createTandem } from "tandem";

const tandem = await createTandem();
tandem.channels.register({
  name: "pager",
  async send({ target, text }) {
    console.log(`pager to ${target}: ${text}`);
    return { receipt: "page-1" };
  },
});
try {
  const { delivery } = await tandem.run({
    prompt: 'Call message with {"channel": "pager", "target": "ada", "text": "The build is green."}',
  });
  console.log(delivery.receipts);
} finally {
  await tandem.close();
}

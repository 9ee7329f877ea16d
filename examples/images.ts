/** Images: named by the caller, or by the prompt itself. Large ones are made smaller before they are sent. */
import { join } from "node:path";
import { createTandem } from "tandem";

const tandem = await createTandem();
const workspaceDir = import.meta.dirname;
try {
  const named = await tandem.run({
    prompt: "What is in this picture?",
    images: [{ path: join(workspaceDir, "shapes.png") }],
  });
  console.log(named.text);

  // A path in the prompt is read too, as long as it is in the workspace.
  const mentioned = await tandem.run({ prompt: "Describe ./shapes.png", workspaceDir });
  console.log(mentioned.text);
} finally {
  await tandem.close();
}

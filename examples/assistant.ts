/** An assistant of your own: a session per user, a folder and a sandbox of its own, and your question before it changes anything. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTandem } from "tandem";

const tandem = await createTandem({ sandbox: { network: { allow: ["registry.npmjs.org"] } } });
const turn = tandem.stream({
  sessionKey: "agent:main:telegram:dm:ada",
  prompt: 'Write "milk" to shopping.txt',
  workspaceDir: mkdtempSync(join(tmpdir(), "ada-")),
  permissionMode: "default",
  confirm: async ({ toolName, summary }) => {
    console.log(`May I use ${toolName}? ${summary}`);
    return true;
  },
});
for await (const event of turn) if (event.type === "text-delta") process.stdout.write(event.delta);
await tandem.close();

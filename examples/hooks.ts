/** Hooks: shell commands of the configuration, functions of the library, and those of one turn with its request. */
import { createTandem } from "tandem";

const guard = `grep -q '"command":"rm ' && { echo "nothing is deleted here" >&2; exit 2; }; exit 0`;
const tandem = await createTandem({
  hooks: { PreToolUse: [{ matcher: "exec", hooks: [{ command: guard, timeout: 5 }] }] },
});

const off = tandem.hooks.on("message_sending", ({ text }) => ({ text: `${text.length} characters` }));

try {
  for (const runtime of ["pi", "claude"] as const) {
    const stream = tandem.stream({
      runtime,
      prompt: "Run `rm -r notes`",
      exec: "allow",
      hooks: { PostToolUseFailure: ({ error }) => console.log(`[${runtime}] the tool failed: ${error}`) },
    });
    for await (const event of stream) {
      if (event.type === "hook")
        console.log(`[${runtime}] ${event.event} ${event.outcome} ${event.message ?? ""}`.trim());
    }
    const { payloads } = await stream.result;
    console.log(`[${runtime}] goes out: ${payloads[0]?.text}`);
  }
} finally {
  off();
  await tandem.close();
}

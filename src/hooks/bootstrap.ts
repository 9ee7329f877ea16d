/** The hook that bootstrap files pass on their way into the system prompt. */
import type { BootstrapFile } from "../context/bootstrap-file.ts";
import type { TurnHooks } from "./turn-hooks.ts";

/** The files as hooks leave them; the same list where none changes it. Rejects as `fire` does. */
export async function bootstrapThroughHooks(
  hooks: TurnHooks | undefined,
  files: readonly BootstrapFile[],
): Promise<readonly BootstrapFile[]> {
  if (!hooks?.has("agent:bootstrap")) return files;
  return (await hooks.fire("agent:bootstrap", { files })).fields.files;
}

/** The hook that every message passes on its way out. */
import type { HookFields } from "./events.ts";
import type { TurnHooks } from "./turn-hooks.ts";

/** `text`: as it is to be sent. `cancelled`: it must not be sent, and why. */
export type Sending = { readonly text: string } | { readonly cancelled: string };

/** Rejects as `fire` does: a message that a blocking hook could not look at must not be sent either. */
export async function sendingMessage(
  hooks: TurnHooks | undefined,
  message: HookFields<"message_sending">,
): Promise<Sending> {
  if (!hooks?.has("message_sending")) return { text: message.text };
  const { denied, fields } = await hooks.fire("message_sending", message);
  return denied === null ? { text: fields.text } : { cancelled: denied };
}

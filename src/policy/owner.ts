/** What only the owner may ask for. */
import { TandemError } from "../kernel/errors.ts";
import type { TurnRequest } from "../kernel/request.ts";
import { toolKey } from "./names.ts";

/**
 * Refuses a command that the configuration keeps for the owner, unless the request's own field says that its sender is the owner.
 * Nothing in a prompt is looked at but which command it is. Throws TandemError `owner_only`.
 */
export function assertCommandAllowed(request: TurnRequest, ownerOnly: readonly string[]): void {
  if (ownerOnly.length === 0 || request.senderIsOwner === true) return;
  const name = commandOf(request);
  if (name === null || !ownerOnly.some((one) => toolKey(one).replace(/^\//, "") === toolKey(name))) return;
  throw new TandemError({
    code: "owner_only",
    message: `Only the owner may use /${name}.`,
    remediation: "The host sets `senderIsOwner: true` for messages of the owner.",
  });
}

/** The command of a request, without its slash; `null`: it is a message. */
function commandOf({ compact, prompt = "" }: TurnRequest): string | null {
  if (compact !== undefined) return "compact";
  return /^\s*\/([^\s/]+)(?=\s|$)/.exec(prompt)?.[1] ?? null;
}

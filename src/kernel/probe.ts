/** Probes: turns that only ask whether something works. A session key or id that begins with `probe-` makes one. */
import type { TurnRequest } from "./request.ts";

const PREFIX = "probe-";

type Named = Pick<TurnRequest, "sessionKey" | "sessionId">;

/** Whether the turn is a probe: it writes nothing, is logged at debug only, and has a full result. */
export function isProbe({ sessionKey, sessionId }: Named): boolean {
  return (sessionId ?? sessionKey ?? "").startsWith(PREFIX);
}

/** Whether the turn writes nothing: no session, no run, no events, no usage. */
export function keepsNothing(request: Named & Pick<TurnRequest, "ephemeral">): boolean {
  return request.ephemeral === true || isProbe(request);
}

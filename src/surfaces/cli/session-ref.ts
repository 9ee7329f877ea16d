/** What people write for a session: a name, an id or a whole key. */
import { TandemError } from "../../kernel/errors.ts";
import { sessionKeyFor } from "../../sessions/session-key.ts";
import type { SessionInfo } from "../../sessions/store.ts";
import type { Sessions } from "../../tandem.ts";

/** The key a short name stands for. */
export function keyOfName(name: string, agentId = "main"): string {
  return name.startsWith("agent:") ? name : sessionKeyFor({ agentId, channel: "cli", user: name });
}

/** What a turn's request gets for `--session`: an existing id or key and a probe's id as they are, else the key of a name. */
export function sessionFields(
  sessions: Pick<Sessions, "get">,
  text: string,
  agentId?: string,
): { readonly sessionId: string } | { readonly sessionKey: string } {
  if (text.startsWith("agent:")) return { sessionKey: text };
  if (text.startsWith("probe-")) return { sessionId: text };
  const known = sessions.get(text);
  if (known === null) return { sessionKey: keyOfName(text, agentId) };
  return known.key === text ? { sessionKey: text } : { sessionId: known.id };
}

/** The session a text names. Throws TandemError `session_not_found`. */
export function findSession(sessions: Pick<Sessions, "get">, text: string, agentId?: string): SessionInfo {
  const found = sessions.get(text) ?? (text === "" ? null : sessions.get(keyOfName(text, agentId)));
  if (found !== null) return found;
  throw new TandemError({
    code: "session_not_found",
    field: "session",
    message: `There is no session "${text}".`,
    remediation: "`tandem sessions list` shows the ones there are.",
  });
}

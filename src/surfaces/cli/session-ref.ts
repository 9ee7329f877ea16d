/** What people write for a session: a name, an id or a whole key; and which of a folder's conversations is the newest. */
import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { TandemError } from "../../kernel/errors.ts";
import { parseSessionKey, sessionKeyFor } from "../../sessions/session-key.ts";
import type { SessionInfo } from "../../sessions/store.ts";
import type { Sessions } from "../../tandem.ts";

/** A conversation by its key, or by the id of one transcript. */
export type SessionRef = { readonly sessionId: string } | { readonly sessionKey: string };

/** Channels whose conversations are a person's own at this machine, with no messenger or host behind them. */
const OWN_CHANNELS = new Set(["cli", "local", "import"]);

/** A conversation that does not exist before its first message. */
export function newConversation(agentId = "main"): { readonly sessionKey: string } {
  const thread = randomUUID().slice(0, 8);
  return { sessionKey: sessionKeyFor({ agentId, channel: "cli", user: userName(), thread }) };
}

/** A container may run as a user that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "me";
  }
}

/** A person's conversations, newest activity first; of one folder, or of all. Without subagents, and without what is empty. */
export function conversations(
  sessions: Pick<Sessions, "list">,
  options: { readonly folder?: string; readonly agentId?: string } = {},
): SessionInfo[] {
  const { folder, agentId } = options;
  return sessions
    .list({
      withoutSpawned: true,
      ...(folder === undefined ? {} : { workspaceDir: folder }),
      ...(agentId === undefined ? {} : { agentId }),
    })
    .filter(({ key, entryCount }) => {
      const channel = parseSessionKey(key)?.channel;
      return entryCount > 0 && channel !== undefined && OWN_CHANNELS.has(channel);
    });
}

/** The newest conversation of a folder. Throws TandemError `session_not_found` when it has none. */
export function newestConversation(
  sessions: Pick<Sessions, "list">,
  folder: string,
  agentId?: string,
): { readonly sessionId: string } {
  const newest = conversations(sessions, { folder, ...(agentId === undefined ? {} : { agentId }) })[0];
  if (newest !== undefined) return { sessionId: newest.id };
  throw new TandemError({
    code: "session_not_found",
    field: "session",
    message: `There is no conversation in ${folder} yet.`,
    remediation: "Run `tandem` to start one, or `tandem -r` to choose one from any folder.",
  });
}

/** The key a short name stands for. */
export function keyOfName(name: string, agentId = "main"): string {
  return name.startsWith("agent:") ? name : sessionKeyFor({ agentId, channel: "cli", user: name });
}

/** What a turn's request gets for `--session`: an existing id or key and a probe's id as they are, else the key of a name. */
export function sessionFields(sessions: Pick<Sessions, "get">, text: string, agentId?: string): SessionRef {
  if (text.startsWith("agent:")) return { sessionKey: text };
  if (text.startsWith("probe-")) return { sessionId: text };
  const known = sessions.get(text);
  if (known === null) return { sessionKey: keyOfName(text, agentId) };
  return known.key === text ? { sessionKey: text } : { sessionId: known.id };
}

/** What `--continue`, `--resume <session>` and `--session <name>` say; `undefined`: none of them was given. */
export interface SessionChoice {
  readonly continue?: boolean;
  /** True: to be chosen by the person, so nothing yet. */
  readonly resume?: string | true;
  readonly session?: string;
  readonly new?: boolean;
  readonly agent?: string;
  /** Real path. */
  readonly workspaceDir: string;
}

/** The conversation that options choose; `undefined`: a new one. Throws TandemError `session_not_found`. */
export function chosenSession(
  sessions: Pick<Sessions, "get" | "list">,
  choice: SessionChoice,
): SessionRef | undefined {
  const { agent, workspaceDir } = choice;
  if (choice.continue) return newestConversation(sessions, workspaceDir, agent);
  if (typeof choice.resume === "string") return { sessionId: findSession(sessions, choice.resume, agent).id };
  return choice.session === undefined ? undefined : sessionFields(sessions, choice.session, agent);
}

/** Characters of an id that lists show on a terminal, and that commands take for the whole. */
export const SHORT_ID = 8;

/** Characters of an id that may name a session, if no other begins so. */
const LEAST_ID = 4;

/** The session a text names: an id or its beginning, a key, a name. Throws TandemError `session_not_found`. */
export function findSession(
  sessions: Pick<Sessions, "get" | "list">,
  text: string,
  agentId?: string,
): SessionInfo {
  const found =
    sessions.get(text) ??
    (text === "" ? null : sessions.get(keyOfName(text, agentId))) ??
    byShortId(sessions, text);
  if (found !== null) return found;
  const several = beginningWith(sessions, text);
  if (several.length > 1)
    throw new TandemError({
      code: "session_not_found",
      field: "session",
      message: `${several.length} sessions have an id that begins with "${text}": ${several
        .slice(0, 3)
        .map(({ id }) => id.slice(0, SHORT_ID))
        .join(", ")}${several.length > 3 ? " …" : ""}.`,
      remediation: "Give more of the id.",
    });
  throw new TandemError({
    code: "session_not_found",
    field: "session",
    message: `There is no session "${text}".`,
    remediation: "`tandem sessions list` shows the ones there are.",
  });
}

/** `null` also where several ids begin so. */
function byShortId(sessions: Pick<Sessions, "list">, text: string): SessionInfo | null {
  const [found, ...others] = beginningWith(sessions, text);
  return others.length === 0 ? (found ?? null) : null;
}

function beginningWith(sessions: Pick<Sessions, "list">, text: string): SessionInfo[] {
  if (text.length < LEAST_ID || !/^[0-9a-f][0-9a-f-]*$/.test(text)) return [];
  return sessions.list().filter(({ id }) => id.startsWith(text));
}

/** How a session is called where people read of it. */
import { parseSessionKey } from "../../../sessions/session-key.ts";
import type { SessionInfo } from "../../../sessions/store.ts";
import { shorten } from "./format.ts";
import { printable } from "./printable.ts";

const MAX_NAME = 80;

/** In a table or a heading: its title, else the name it was given, else what kind of session it is; never its key. */
export function sessionTitle({ title, key }: Pick<SessionInfo, "title" | "key">): string {
  if (title !== null && title !== "") return shorten(printable(title), MAX_NAME);
  const parts = parseSessionKey(key);
  if (parts?.channel === "cli" && parts.thread === undefined && parts.fork === undefined)
    return printable(parts.user);
  return key.includes(":subagent:") ? "(subagent)" : "(untitled)";
}

/** Its title in quotes, else the name it was given with `--session`, else its key. */
export function sessionName({ title, key }: Pick<SessionInfo, "title" | "key">): string {
  if (title !== null) return `“${shorten(printable(title), MAX_NAME)}”`;
  const parts = parseSessionKey(key);
  return parts?.channel === "cli" && parts.thread === undefined && parts.fork === undefined
    ? printable(parts.user)
    : printable(key);
}

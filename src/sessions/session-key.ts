/**
 * Names of conversations: `agent:<agent>:<channel>:dm:<user>[:thread:<id>][:fork:<n>]`, of a subagent's
 * `agent:<agent>:subagent:<id>[:fork:<n>]`. Any other text without whitespace is accepted as
 * an opaque key of the host's own.
 */
import { TandemError } from "../kernel/errors.ts";

/** What a key of the `agent:` form says. */
export interface SessionKeyParts {
  /** Letters, digits, `-`, `_`; at most 64. */
  readonly agentId: string;
  readonly channel: string;
  readonly user: string;
  readonly thread?: string;
  /** A whole number from 1: which fork of the conversation this is. */
  readonly fork?: number;
}

/** Characters of a key at most. */
export const MAX_SESSION_KEY_LENGTH = 512;

const AGENT_ID = /^[A-Za-z0-9_-]{1,64}$/;
const UNSAFE = /[%:\s\p{Cc}]+/gu;
/** In place of a channel, in the key of a subagent's session. */
const SUBAGENT = "subagent";
const SPAWNED = /^agent:[^:]+:subagent:(?!dm:)[^:]+(?::fork:[1-9]\d*)?$/;
const FORM = /^agent:([^:]+):([^:]+):dm:([^:]+)(?::thread:([^:]+))?(?::fork:([1-9]\d*))?$/;

/**
 * Builds a key. Colons, whitespace, control characters and `%` inside a part are percent-encoded (a Matrix user id holds colons), so
 * that {@link parseSessionKey} gives the same parts back. Throws TandemError `validation_failed`.
 */
export function sessionKeyFor(parts: SessionKeyParts): string {
  const { agentId, channel, user, thread, fork } = parts;
  let key = `agent:${agentId}:${escapePart(channel)}:dm:${escapePart(user)}`;
  if (thread !== undefined) key += `:thread:${escapePart(thread)}`;
  if (fork !== undefined) key += `:fork:${fork}`;
  return validateSessionKey(key);
}

/** The key of a subagent's session; `id` without colons. */
export function subagentKey(agentId: string, id: string): string {
  return validateSessionKey(`agent:${agentId}:${SUBAGENT}:${id}`);
}

/** The parts of a key of the `agent:` form, a subagent's as channel `subagent` and its id as user; `null` for any other text. Never throws. */
export function parseSessionKey(key: string): SessionKeyParts | null {
  const [, agentId, channel, user, thread, fork] = FORM.exec(SPAWNED.test(key) ? asMessage(key) : key) ?? [];
  if (agentId === undefined || channel === undefined || user === undefined) return null;
  if (!AGENT_ID.test(agentId)) return null;
  return {
    agentId,
    channel: unescapePart(channel),
    user: unescapePart(user),
    ...(thread === undefined ? {} : { thread: unescapePart(thread) }),
    ...(fork === undefined ? {} : { fork: Number(fork) }),
  };
}

/**
 * Returns the key, or throws TandemError `validation_failed` with field `sessionKey`: 1 to 512 characters, no whitespace or control
 * characters, and the whole form where it begins with `agent:`.
 */
export function validateSessionKey(key: string): string {
  if (key.length === 0) throw invalid("The session key is empty.");
  if (key.length > MAX_SESSION_KEY_LENGTH) {
    throw invalid(`The session key has ${key.length} characters; ${MAX_SESSION_KEY_LENGTH} are allowed.`);
  }
  if (/[\s\p{Cc}]/u.test(key)) {
    throw invalid("The session key holds whitespace or a control character.");
  }
  if (key.startsWith("agent:") && parseSessionKey(key) === null) {
    throw invalid(
      "The session key begins with `agent:` but is not of the form agent:<agent>:<channel>:dm:<user>[:thread:<id>][:fork:<n>].",
    );
  }
  return key;
}

/** The key of the `n`th fork of a key's conversation; a fork of a fork is a fork of the first. */
export function forkKey(key: string, n: number): string {
  return validateSessionKey(`${key.replace(/:fork:[1-9]\d*$/, "")}:fork:${n}`);
}

function asMessage(spawned: string): string {
  return spawned.replace(`:${SUBAGENT}:`, `:${SUBAGENT}:dm:`);
}

function escapePart(part: string): string {
  return part.replace(UNSAFE, encodeURIComponent);
}

function unescapePart(part: string): string {
  return part.replace(/(?:%[0-9A-F]{2})+/g, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

function invalid(message: string): TandemError {
  return new TandemError({ code: "validation_failed", field: "sessionKey", message });
}

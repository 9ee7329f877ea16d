/** Which occurrences of an event a hook is for. */
import type { HookEvent, HookPayload } from "./events.ts";

export type Matcher = (subject: string) => boolean;

/** Tandem's tools and what Claude Code calls its own of that kind: a hook written for one also stands for the other. */
const ALIASES: readonly (readonly [tandem: string, claude: readonly string[]])[] = [
  ["exec", ["Bash"]],
  ["read", ["Read"]],
  ["write", ["Write"]],
  ["edit", ["Edit", "MultiEdit", "NotebookEdit"]],
  ["grep", ["Grep"]],
  ["find", ["Glob"]],
  ["ls", ["LS"]],
  ["web_fetch", ["WebFetch"]],
  ["spawn_subagent", ["Agent", "Task"]],
  ["todo", ["TodoWrite"]],
];

const OTHER_NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  ALIASES.flatMap(([tandem, claude]) => [
    [tandem, claude] as const,
    ...claude.map((name) => [name, [tandem]] as const),
  ]),
);

/**
 * Claude Code's matchers: nothing, an empty text or `*` is everything; names joined by `|` are those names; anything else is a regular
 * expression that matches somewhere. Throws SyntaxError for one that is none.
 */
export function matcherOf(pattern: string | undefined): Matcher {
  if (pattern === undefined || pattern === "" || pattern === "*") return () => true;
  if (/^[\w-]+(\|[\w-]+)*$/.test(pattern)) {
    const names = new Set(pattern.split("|"));
    return (subject) => namesOf(subject).some((name) => names.has(name));
  }
  const expression = new RegExp(pattern);
  return (subject) => namesOf(subject).some((name) => expression.test(name));
}

/** What a matcher is held against; empty for events that have nothing of the kind. */
export function subjectOf<E extends HookEvent>(payload: HookPayload<E>): string {
  const fields: Readonly<Record<string, unknown>> = { ...payload };
  for (const key of SUBJECTS) if (typeof fields[key] === "string") return fields[key];
  return "";
}

/** In this order, since a payload may have several of them. */
const SUBJECTS = [
  "tool_name",
  "toolName",
  "source",
  "trigger",
  "reason",
  "notification_type",
  "agent_type",
  "channel",
] as const;

function namesOf(subject: string): readonly string[] {
  return [subject, ...(OTHER_NAMES.get(subject) ?? [])];
}

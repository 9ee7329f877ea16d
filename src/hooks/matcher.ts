/** Which occurrences of an event a hook is for. */
import type { HookEvent, HookPayload } from "./events.ts";

/** Whether a hook is for something that goes by these names. */
export type Matcher = (subjects: readonly string[]) => boolean;

/** Tandem's tools and what Claude Code calls its own of that kind: a hook written for one also stands for the other. */
const ALIASES: readonly (readonly [tandem: string, claude: readonly string[]])[] = [
  ["exec", ["Bash"]],
  ["read", ["Read"]],
  ["write", ["Write"]],
  ["edit", ["Edit", "MultiEdit", "NotebookEdit"]],
  ["apply_patch", ["Edit", "Write", "MultiEdit"]],
  ["grep", ["Grep"]],
  ["find", ["Glob"]],
  ["ls", ["LS"]],
  ["web_fetch", ["WebFetch"]],
  ["spawn_subagent", ["Agent", "Task"]],
  ["todo", ["TodoWrite"]],
];

const OTHER_NAMES: ReadonlyMap<string, readonly string[]> = otherNames();

function otherNames(): Map<string, string[]> {
  const names = new Map<string, string[]>();
  const add = (name: string, other: string) => names.set(name, [...(names.get(name) ?? []), other]);
  for (const [tandem, claude] of ALIASES) {
    for (const name of claude) {
      add(tandem, name);
      add(name, tandem);
    }
  }
  return names;
}

/**
 * Claude Code's matchers: nothing, an empty text or `*` is everything; names joined by `|` are those names; anything else is a regular
 * expression that matches somewhere. Throws SyntaxError for one that is none.
 */
export function matcherOf(pattern: string | undefined): Matcher {
  if (pattern === undefined || pattern === "" || pattern === "*") return () => true;
  if (/^[\w-]+(\|[\w-]+)*$/.test(pattern)) {
    const names = new Set(pattern.split("|"));
    return (subjects) => subjects.flatMap(namesOf).some((name) => names.has(name));
  }
  const expression = new RegExp(pattern);
  return (subjects) => subjects.flatMap(namesOf).some((name) => expression.test(name));
}

/** What a matcher is held against: both names of a tool, and the empty text for events that have nothing of the kind. */
export function subjectsOf<E extends HookEvent>(payload: HookPayload<E>): readonly string[] {
  const fields: Readonly<Record<string, unknown>> = { ...payload };
  const key = SUBJECTS.find((one) => typeof fields[one] === "string");
  const subject = key === undefined ? "" : String(fields[key]);
  const own = fields.tandem_tool_name;
  return typeof own === "string" && own !== subject ? [subject, own] : [subject];
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

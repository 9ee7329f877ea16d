/** Permission rules: `exec(git status:*)`, `write(src/**)`, `web_fetch(domain:example.org)`, `mcp__github__*`, `group:web`. */
import type { KnownTool } from "../policy/face.ts";
import { fits } from "../policy/names.ts";
import { ToolList } from "../policy/rules.ts";
import { parseShell, readings } from "./shell.ts";
import type { Subject } from "./subject.ts";

export interface PermissionRule {
  /** As it is written. */
  readonly text: string;
  readonly tools: ToolList;
  /** `null`: every call of these tools. */
  readonly pattern: string | null;
}

/** `null`: it is no rule. */
export function parseRule(text: string): PermissionRule | null {
  const match = /^\s*([^()\s]+)\s*(?:\(([\s\S]*)\))?\s*$/.exec(text);
  if (match === null) return null;
  const pattern = match[2]?.trim() ?? null;
  if (pattern === "") return null;
  return { text: text.trim(), tools: new ToolList([match[1]!]), pattern: pattern === "*" ? null : pattern };
}

/** What a rule says of a call. `unsure`: whether it speaks of the call cannot be told. */
export type Match = "yes" | "no" | "unsure";

/** For a rule that restricts: speaks of the call when any part of it does. */
export async function restricts(
  { tools, pattern }: PermissionRule,
  faces: readonly KnownTool[],
  about: () => Promise<Subject>,
): Promise<Match> {
  if (!faces.some((face) => tools.denies(face) !== null)) return "no";
  if (pattern === null) return "yes";
  const subject = await about();
  switch (subject.kind) {
    case "command": {
      const { certain, parts } = parseShell(subject.command);
      const found = parts.some((words) => readings(words).some((reading) => fitsCommand(reading, pattern)));
      if (found || fitsCommand(subject.command.trim().split(/\s+/), pattern)) return "yes";
      return certain ? "no" : "unsure";
    }
    case "paths": {
      const fitting = await pathMatcher(pattern, true);
      if (subject.paths.some((path) => path.names.some(fitting))) return "yes";
      return subject.paths.some((path) => !path.certain) ? "unsure" : "no";
    }
    case "host":
      return fitsHost(subject.host, pattern) ? "yes" : "no";
    case "none":
      return "unsure";
  }
}

/** Whether rules allow a call: only when each of its parts certainly has a rule that speaks of it. */
export async function allowedBy(
  rules: readonly PermissionRule[],
  faces: readonly KnownTool[],
  subject: () => Promise<Subject>,
): Promise<boolean> {
  const speaking = rules.filter((rule) => faces.every((face) => rule.tools.allows(face)));
  const patterns = speaking.flatMap(({ pattern }) => pattern ?? []);
  if (patterns.length < speaking.length) return true;
  if (patterns.length === 0) return false;
  const about = await subject();
  switch (about.kind) {
    case "command": {
      const { certain, parts } = parseShell(about.command);
      return certain && parts.every((words) => patterns.some((pattern) => fitsCommand(words, pattern)));
    }
    case "paths": {
      const fitting = await Promise.all(patterns.map((pattern) => pathMatcher(pattern, false)));
      const certain = about.paths.length > 0 && about.paths.every((path) => path.certain);
      return certain && about.paths.every(({ names }) => fitting.some((fits) => names.every(fits)));
    }
    case "host":
      return patterns.some((pattern) => fitsHost(about.host, pattern));
    case "none":
      return false;
  }
}

/**
 * Word by word; `*` within a word stands for any of its characters. At the end `:*` stands for whatever follows, ` *` for at least one
 * word more.
 */
function fitsCommand(words: readonly string[], pattern: string): boolean {
  const end = /:\*$|\s\*$/.exec(pattern)?.[0];
  const wanted = pattern
    .slice(0, pattern.length - (end?.length ?? 0))
    .trim()
    .split(/\s+/);
  const more = words.length - wanted.length;
  if (end === undefined ? more !== 0 : more < (end === ":*" ? 0 : 1)) return false;
  return wanted.every((word, index) => fits(words[index]!, word));
}

function fitsHost(host: string, pattern: string): boolean {
  const wanted = pattern.replace(/^domain:/i, "").toLowerCase();
  return fits(host.toLowerCase(), wanted);
}

async function pathMatcher(pattern: string, ignoreCase: boolean): Promise<(path: string) => boolean> {
  const { default: picomatch } = await import("picomatch");
  const plain = pattern.replace(/^\.\//, "");
  const options = { dot: true, nocase: ignoreCase };
  const fitting = picomatch(plain, options);
  // A folder alone means what is in it, for a restriction: `deny: write(secrets)` must not leave its content open.
  const below = ignoreCase ? picomatch(`${plain.replace(/\/+$/, "")}/**`, options) : () => false;
  return (path) => fitting(path) || below(path);
}

/** Permission rules: `exec(git status:*)`, `write(src/**)`, `web_fetch(domain:example.org)`, `mcp__github__*`, `group:web`. */

import { type KnownTool, knownTool } from "../policy/face.ts";
import { fits } from "../policy/names.ts";
import { ToolList } from "../policy/rules.ts";
import { allowsCommand, restrictsCommand } from "./command-rule.ts";
import { allowsPaths, pathsOfPatterns, restrictsPaths } from "./path-rule.ts";
import { parseShell } from "./shell.ts";
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
  const named = faces.some((face) => tools.denies(face) !== null);
  if (!named && (pattern === null || !faces.some((face) => covers(tools, face)))) return "no";
  if (pattern === null) return "yes";
  const subject = await about();
  switch (subject.kind) {
    case "command":
      return restrictsCommand(subject.command, pattern);
    case "paths": {
      const match = restrictsPaths(subject.paths, pattern);
      return match === "no" && !named && faces.some(searchesItself) ? "unsure" : match;
    }
    case "host":
      return fitsHost(subject.host, pattern) ? "yes" : "no";
    case "none":
      // A search that names no path leaves out what rules protect, see `unreadablePaths`.
      return named || faces.some(searchesItself) ? "unsure" : "no";
  }
}

/** The Claude binary's own search, which cannot be told what to leave out. */
function searchesItself({ origin, keys }: KnownTool): boolean {
  return origin === "native" && keys.some((key) => key === "grep" || key === "find");
}

/**
 * With a pattern, `edit(…)` restricts every tool that changes files and `read(…)` every tool that reads them, as in Claude Code: what is
 * protected is the path, not the way to it.
 */
function covers(tools: ToolList, { effect }: KnownTool): boolean {
  if (effect !== "edit" && effect !== "read") return false;
  return tools.denies(knownTool({ name: effect })) !== null;
}

/** Tools whose work is to read files, or to look through them. */
const READERS = ["read", "grep", "find"].map((name) => knownTool({ name }));

/**
 * Whether rules that deny keep a path from being read, for tools that look through a folder: the call is about the folder, and what the
 * rules name is left out. `null`: there are no such rules.
 */
export function unreadablePaths(
  rules: readonly PermissionRule[],
  workspaceDir: string,
): ((path: string) => boolean) | null {
  const patterns = rules
    .filter(({ tools }) => READERS.some((tool) => tools.denies(tool) !== null))
    .flatMap(({ pattern }) => pattern ?? []);
  return pathsOfPatterns(patterns, workspaceDir);
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
      return certain && parts.every((words) => patterns.some((pattern) => allowsCommand(words, pattern)));
    }
    case "paths":
      return allowsPaths(about.paths, patterns);
    case "host":
      return patterns.some((pattern) => fitsHost(about.host, pattern));
    case "none":
      return false;
  }
}

/** A pattern is a domain; an address stands for its domain. */
function fitsHost(host: string, pattern: string): boolean {
  const wanted = pattern
    .toLowerCase()
    .replace(/^domain:/, "")
    .replace(/^[a-z]+:\/\//, "")
    .replace(/[/:].*$/, "");
  return fits(host.toLowerCase(), wanted);
}

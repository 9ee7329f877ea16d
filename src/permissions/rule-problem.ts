/** Rules that can never apply, found when the configuration is read instead of when something has happened. */
import { GROUP_NAMES } from "../policy/groups.ts";
import { tandemName, toolKey } from "../policy/names.ts";
import { nearest } from "../routing/nearest.ts";
import { compileGlob } from "../safety/glob.ts";
import { parseRule } from "./rule.ts";

/** Tools whose patterns are about paths. */
const PATH_TOOLS: ReadonlySet<string> = new Set([
  "read",
  "write",
  "edit",
  "apply_patch",
  "ls",
  "grep",
  "find",
]);
const OTHER_TOOLS = [
  "exec",
  "process",
  "web_fetch",
  "message",
  "memory_search",
  "memory_save",
  "spawn_subagent",
  "todo",
];

/** Why the rule can never apply, with the remedy, as sentences; `null`: it can. Meant for rules that deny or ask. */
export function ruleProblem(text: string): string | null {
  const rule = parseRule(text);
  if (rule === null) return null;
  const tool = /^[^()\s]+/.exec(rule.text)![0];
  return toolProblem(tool) ?? (rule.pattern === null ? null : patternProblem(tool, rule.pattern));
}

/** The problems of rules, each with the rule it is about. */
export function ruleProblems(rules: readonly string[]): readonly string[] {
  return rules.flatMap((text) => {
    const problem = ruleProblem(text);
    return problem === null ? [] : [`The rule "${text}" can never apply: ${problem}`];
  });
}

/** Only what is close to a known name: tools of extensions, servers and callers may have any other. */
function toolProblem(tool: string): string | null {
  const key = toolKey(tool);
  if (key.startsWith("group:")) {
    const group = key.slice("group:".length);
    if (GROUP_NAMES.includes(group)) return null;
    return `there is no group "${group}". Groups: ${GROUP_NAMES.join(", ")}.`;
  }
  if (key.includes("*") || key.includes("?") || key.includes("__") || tandemName(key) !== null) return null;
  const known = [...PATH_TOOLS, ...OTHER_TOOLS];
  if (known.includes(key)) return null;
  const [meant] = nearest(key, known, 1);
  return meant === undefined ? null : `there is no tool "${tool}". Nearest: ${meant}.`;
}

function patternProblem(tool: string, pattern: string): string | null {
  const key = toolKey(tool);
  const kind = tandemName(key) ?? key;
  if (kind === "exec") return commandProblem(pattern);
  if (PATH_TOOLS.has(kind)) return pathProblem(pattern);
  if (kind === "web_fetch" && /\s/.test(pattern))
    return "an address has no spaces. Write a domain: web_fetch(domain:example.org).";
  return null;
}

function commandProblem(pattern: string): string | null {
  if (/:\*./.test(pattern))
    return '":*" means "whatever follows" only at the end. Write "*" for anything in between: exec(git * --force).';
  if (/&&|\|\||[;|\n]/.test(pattern))
    return "a command line is taken apart at &&, ||, ;, | and line breaks, and a rule is compared with each part. Write one rule for each part.";
  return null;
}

function pathProblem(pattern: string): string | null {
  if (pattern.includes("\\"))
    return "paths are written with forward slashes; a backslash takes the meaning from the character behind it.";
  if (/^(?:\.\/)*\.\.(?:\/|$)/.test(pattern))
    return "a path outside the workspace is written absolute, with two slashes: write(//srv/data/**).";
  if (/^~[^/]/.test(pattern)) return 'only "~/" is understood, as your own home folder.';
  if (/[@!+?*]\(/.test(pattern))
    return "patterns know no (…). Write alternatives in braces: write({a,b}/**).";
  try {
    compileGlob(pattern);
  } catch (error) {
    return `${error instanceof Error ? error.message : error}.`;
  }
  if (/^[a-z]:/i.test(pattern)) return "a path begins with a folder, not with a drive.";
  return null;
}

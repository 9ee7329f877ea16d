/** Groups and profiles: names for sets of tools. */
import type { ToolFace } from "./face.ts";
import { fits } from "./names.ts";

interface Group {
  /** Keys or patterns of them. */
  readonly names?: readonly string[];
  readonly origin?: string;
  readonly effect?: ToolFace["effect"];
}

const GROUPS: Readonly<Record<string, Group>> = {
  fs: { names: ["read", "write", "edit", "apply_patch", "ls", "grep", "find"] },
  runtime: { names: ["exec", "exec_*", "process"], effect: "exec" },
  web: { names: ["web_fetch", "web_search"], effect: "network" },
  memory: { names: ["memory_*"] },
  messaging: { names: ["message"] },
  sessions: { names: ["session_*", "sessions_*"] },
  agents: { names: ["spawn_subagent", "subagent_*"] },
  mcp: { names: ["mcp__*"], origin: "mcp" },
  extensions: { origin: "extension" },
  client: { origin: "client" },
  native: { origin: "native" },
};

export const GROUP_NAMES: readonly string[] = Object.keys(GROUPS);

/** Whether a tool, by one of its keys, belongs to a group. Unknown groups have no members. */
export function inGroup(tool: ToolFace, key: string, name: string): boolean {
  const group = Object.hasOwn(GROUPS, name) ? GROUPS[name]! : undefined;
  if (group === undefined) return false;
  const kind = tool.origin?.split(":", 1)[0];
  return (
    (group.origin !== undefined && kind === group.origin) ||
    (group.effect !== undefined && tool.effect === group.effect) ||
    (group.names?.some((pattern) => fits(key, pattern)) ?? false)
  );
}

/** What each profile allows. */
export const PROFILE_TOOLS: Readonly<Record<"minimal" | "coding" | "messaging", readonly string[]>> = {
  minimal: ["todo", "memory_search"],
  coding: ["group:fs", "group:runtime", "group:web", "group:memory", "group:agents", "todo"],
  messaging: ["group:messaging", "group:sessions", "group:memory", "todo"],
};

/** What each permission mode does with each kind of tool. */
import type { ToolDefinition, ToolEffect } from "../tools/tool.ts";
import type { PermissionMode } from "../turn/facts.ts";

/** `ask`: a person must allow it. `refuse`: nobody is even asked. */
export type ModeVerdict = "run" | "ask" | "refuse";

const ALWAYS: Readonly<Record<PermissionMode, ModeVerdict>> = {
  default: "run",
  acceptEdits: "run",
  plan: "run",
  bypass: "run",
};
const RISKY: Readonly<Record<PermissionMode, ModeVerdict>> = {
  default: "ask",
  acceptEdits: "ask",
  plan: "refuse",
  bypass: "run",
};

const TABLE: Readonly<Record<ToolEffect, Readonly<Record<PermissionMode, ModeVerdict>>>> = {
  none: ALWAYS,
  read: ALWAYS,
  edit: { ...RISKY, acceptEdits: "run" },
  exec: RISKY,
  external: RISKY,
  network: { ...ALWAYS, default: "ask" },
  // The host gave it for this turn; in plan mode only what changes nothing runs.
  host: { ...ALWAYS, plan: "refuse" },
};

/** What a tool does to the world, where it does not say so itself. */
export function effectOf({ effect, readOnly }: Pick<ToolDefinition, "effect" | "readOnly">): ToolEffect {
  return effect ?? (readOnly ? "read" : "host");
}

export function modeVerdict(
  mode: PermissionMode,
  tool: Pick<ToolDefinition, "effect" | "readOnly">,
): ModeVerdict {
  const effect = effectOf(tool);
  if (effect === "host" && tool.readOnly) return "run";
  return TABLE[effect][mode];
}

/** What a policy looks at of a tool. */
import type { ToolDefinition } from "../tools/tool.ts";
import { tandemName, toolKey } from "./names.ts";

export type ToolFace = Pick<ToolDefinition, "name" | "origin" | "effect" | "ownerOnly">;

/** With the names it goes by, found out once for all the rules it is held against. */
export interface KnownTool extends ToolFace {
  readonly keys: readonly string[];
  /** Keys of the tools whose work it can do as well. */
  readonly powers: readonly string[];
}

const POWERS: Readonly<Record<string, readonly string[]>> = { apply_patch: ["write", "edit"] };

export function knownTool({ name, origin, effect, ownerOnly }: ToolFace): KnownTool {
  const key = toolKey(name);
  // Only an engine's own tools are Tandem's under another name; a host may call anything `task`.
  const other = origin === "native" ? tandemName(key) : null;
  return {
    name,
    ...(origin === undefined ? {} : { origin }),
    ...(effect === undefined ? {} : { effect }),
    ...(ownerOnly === undefined ? {} : { ownerOnly }),
    keys: other === null ? [key] : [key, other],
    powers: Object.hasOwn(POWERS, key) ? POWERS[key]! : [],
  };
}

/** Where the tools of a turn come from. */
import type { TurnFacts } from "../turn/facts.ts";
import type { ToolDefinition } from "./tool.ts";

/** Something of a turn's make-up that was left out, and why: a skill, a bootstrap file, a server, a tool, a hook. */
export interface Omission {
  /** `skill`, `bootstrap`, `mcp`, `tool`, `extension`, `hook`, `template`. */
  readonly kind: string;
  readonly name: string;
  /** One sentence, with the remedy where there is one. */
  readonly reason: string;
}

export interface ToolSupply {
  readonly tools: readonly ToolDefinition[];
  readonly omissions?: readonly Omission[];
}

/**
 * Gives the tools it has for a turn. Called once for each turn, several at a time; answers at once when nothing changed, and gives the
 * same definitions then (they are compared by identity). Never rejects: what is not to be had is an omission. `isLook`: for a look at
 * what a turn would have, for which nothing is started that runs code of the workspace.
 */
export interface ToolSource {
  /** `builtin`, `memory`, `mcp`, `extensions`, `subagents` … */
  readonly name: string;
  supply(facts: TurnFacts, isLook?: boolean): ToolSupply | Promise<ToolSupply>;
}

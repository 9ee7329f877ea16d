/** The tools every agent has. Cheap to import: what is heavy loads with its first use. */
import type { WebConfig } from "../../sandbox/config.ts";
import { claudeViewOf } from "../claude-view.ts";
import type { ToolDefinition } from "../tool.ts";
import { applyPatch } from "./apply-patch.ts";
import { edit } from "./edit.ts";
import type { Commands } from "./exec/commands.ts";
import { execTool } from "./exec.ts";
import { find } from "./find.ts";
import { grep } from "./grep.ts";
import { ls } from "./ls.ts";
import { processTool } from "./process.ts";
import { read } from "./read.ts";
import { todo } from "./todo.ts";
import { webFetchTool } from "./web-fetch.ts";
import { write } from "./write.ts";

export interface BuiltinParts {
  readonly commands: Commands;
  readonly web: WebConfig;
}

/** The tools of one Tandem, always in this order. */
export function builtinTools({ commands, web }: BuiltinParts): ToolDefinition[] {
  const tools = [
    read,
    write,
    edit,
    applyPatch,
    ls,
    grep,
    find,
    execTool(commands),
    processTool(commands),
    webFetchTool(web),
    todo,
  ];
  return tools.map(withClaudeView);
}

/** The same tool, knowing how Claude Code would have called it. */
export function withClaudeView(tool: ToolDefinition): ToolDefinition {
  const claude = claudeViewOf(tool.name);
  return claude === null ? tool : { ...tool, claude };
}

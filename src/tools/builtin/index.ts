/** The tools every agent has. Cheap to import: what is heavy loads with its first use. */
import type { WebConfig } from "../../sandbox/config.ts";
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
  return [
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
}

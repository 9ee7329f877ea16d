/** The tools every agent has. Cheap to import: what is heavy loads with its first use. */
import type { ToolDefinition } from "../tool.ts";
import { applyPatch } from "./apply-patch.ts";
import { edit } from "./edit.ts";
import { exec } from "./exec.ts";
import { find } from "./find.ts";
import { grep } from "./grep.ts";
import { ls } from "./ls.ts";
import { read } from "./read.ts";
import { write } from "./write.ts";

/** read, write, edit, applyPatch, ls, grep, find and exec, always in this order and always the same objects. */
export function builtinTools(): ToolDefinition[] {
  return [read, write, edit, applyPatch, ls, grep, find, exec];
}

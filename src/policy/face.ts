/** What a policy looks at of a tool. */
import type { ToolDefinition } from "../tools/tool.ts";

export type ToolFace = Pick<ToolDefinition, "name" | "origin" | "effect" | "ownerOnly">;

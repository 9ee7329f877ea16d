/** Turns an action into a call of a tool that is on offer, with the argument names of that tool's schema. */
import type { Action } from "./actions.ts";
import type { OfferedTool } from "./request.ts";

export interface PlannedCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const TOOL_NAMES: Readonly<Record<Exclude<Action["kind"], "call">, readonly string[]>> = {
  list: ["ls", "list", "list_dir"],
  read: ["read", "read_file"],
  write: ["write", "write_file"],
  edit: ["edit", "edit_file"],
  search: ["grep", "search"],
  find: ["find", "glob"],
  run: ["exec", "bash", "shell", "run"],
};

const ARGUMENT_NAMES = {
  path: ["path", "file_path", "filePath", "file", "directory", "dir"],
  content: ["content", "contents", "text"],
  from: ["oldText", "old_text", "old_string", "oldString", "old", "search"],
  to: ["newText", "new_text", "new_string", "newString", "new", "replace"],
  pattern: ["pattern", "query", "regex", "glob"],
  command: ["command", "cmd"],
} as const;

/** Tools that only look: calls of these may be made in parallel. */
export function isReadOnly(action: Action): boolean {
  return (
    action.kind === "list" || action.kind === "read" || action.kind === "search" || action.kind === "find"
  );
}

/** The name of the tool an action needs, as people would say it. */
export function toolFor(action: Action): string {
  return action.kind === "call" ? action.tool : TOOL_NAMES[action.kind][0]!;
}

/** The call for an action, or `null` when no offered tool can do it. */
export function planCall(action: Action, tools: readonly OfferedTool[]): PlannedCall | null {
  const names = action.kind === "call" ? [action.tool] : TOOL_NAMES[action.kind];
  const tool = names.map((name) => tools.find((offered) => offered.name === name)).find(Boolean);
  if (tool === undefined) return null;
  if (action.kind === "call") return { name: tool.name, input: action.input };
  const known = propertiesOf(tool.schema);
  const edits = known.edits;
  if (action.kind === "edit" && edits !== undefined) {
    const item = propertiesOf(itemsOf(edits));
    return {
      name: tool.name,
      input: {
        [nameOf("path", known)]: action.path,
        edits: [{ [nameOf("from", item)]: action.from, [nameOf("to", item)]: action.to }],
      },
    };
  }
  const input: Record<string, unknown> = {};
  for (const [argument, value] of Object.entries(action)) {
    if (argument === "kind" || (value === "." && !required(tool.schema).includes("path"))) continue;
    input[nameOf(argument as keyof typeof ARGUMENT_NAMES, known)] = value;
  }
  return { name: tool.name, input };
}

function nameOf(argument: keyof typeof ARGUMENT_NAMES, known: Readonly<Record<string, unknown>>): string {
  const names = ARGUMENT_NAMES[argument];
  return names.find((name) => name in known) ?? names[0];
}

function propertiesOf(schema: unknown): Record<string, unknown> {
  return recordOf(recordOf(schema).properties);
}

function itemsOf(schema: unknown): unknown {
  return recordOf(schema).items;
}

function required(schema: unknown): readonly unknown[] {
  const names = recordOf(schema).required;
  return Array.isArray(names) ? names : [];
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

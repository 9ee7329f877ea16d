/** A tool call as the hooks of Claude Code's events see it: in Claude Code's words, with Tandem's beside them. */

import { textOf } from "../sessions/message.ts";
import type { PendingCall } from "../tools/stages/stage.ts";
import type { ToolOutput } from "../tools/tool.ts";
import type { ClaudeFields, HookFields } from "./events.ts";
import type { TurnHooks } from "./turn-hooks.ts";

type Input = PendingCall["input"];
type ToolFields = ClaudeFields["PreToolUse"];

/** What the hooks before a call came to. */
export interface AskedClaude {
  /** As the hooks left it. */
  readonly input: Input;
  readonly changed: boolean;
  readonly denied: string | null;
  readonly ask: string | null;
  readonly context: readonly string[];
}

/** Fires PreToolUse: once, or for a patch once for each file. The first refusal counts. */
export async function askClaude(hooks: TurnHooks, pending: PendingCall): Promise<AskedClaude> {
  let [input, changed, ask] = [pending.input, false, null as string | null];
  const context: string[] = [];
  for (const fields of fieldsOf(pending)) {
    const pre = await hooks.fire("PreToolUse", fields, withTandemInput(pending));
    context.push(...pre.context);
    ask ??= pre.ask;
    if (pre.denied !== null) return { input, changed, denied: pre.denied, ask, context };
    if (!pre.changed) continue;
    const own = ownInput(pending, pre.fields.tool_input);
    if (own === null) return { input, changed, denied: CANNOT_CHANGE, ask, context };
    input = own;
    changed = true;
  }
  return { input, changed, denied: null, ask, context };
}

const CANNOT_CHANGE =
  "it changed one file of a patch, which cannot be put back into the patch. Use edit or write for this file.";

/** The calls that hooks are shown for one call. */
export function fieldsOf({ call, tool, input, context }: PendingCall): readonly ToolFields[] {
  const calls = tool?.claude?.calls(input, context.workspaceDir) ?? [{ name: call.name, input }];
  return calls.map((shown) => ({
    tool_name: shown.name,
    tool_input: shown.input,
    tool_use_id: call.id,
    tandem_tool_name: call.name,
    tandem_tool_input: input,
    ...agentOf(call),
  }));
}

/** What Claude Code says of a result beside its content, by the names its hooks look for. */
export function responseFields(
  { tool_name, tool_input }: ToolFields,
  { content }: Pick<ToolOutput, "content">,
): Readonly<Record<string, unknown>> {
  const filePath = tool_input.file_path;
  switch (tool_name) {
    case "Bash":
      return { stdout: textOf({ content }), stderr: "", interrupted: false, isImage: false };
    case "Edit":
    case "Write":
      return { filePath, success: true };
    default:
      return {};
  }
}

/** A change of the input is one of Tandem's input too, for the hooks that follow. */
function withTandemInput(pending: PendingCall) {
  return (fields: HookFields<"PreToolUse">): HookFields<"PreToolUse"> => {
    const own = ownInput(pending, fields.tool_input);
    return own === null ? fields : { ...fields, tandem_tool_input: own };
  };
}

/** `null`: it cannot be carried over. */
function ownInput({ tool, input, context }: PendingCall, changed: Input): Input | null {
  return tool?.claude === undefined ? changed : tool.claude.back(changed, input, context.workspaceDir);
}

/** Calls of an engine's own subagents are distinguished from those of the conversation. */
function agentOf({ agent }: PendingCall["call"]): {
  readonly agent_id?: string;
  readonly agent_type?: string;
} {
  return agent === undefined ? {} : { agent_id: agent.id, agent_type: agent.type };
}

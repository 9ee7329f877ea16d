/** What calls of Claude Code's own tools will do: the same previews as those of Tandem's tools in their place. */
import type { CallPreview, SubagentsPreview } from "../../../permissions/preview.ts";
import type { SandboxHost } from "../../../sandbox/host.ts";
import { previewEdit } from "../../../tools/builtin/edit.ts";
import { previewCommand } from "../../../tools/builtin/exec/preview.ts";
import { previewWrite } from "../../../tools/builtin/write.ts";
import type { ToolContext } from "../../../tools/tool.ts";

type Input = Readonly<Record<string, unknown>>;

/** Milliseconds after which the binary ends a command that says nothing else, and after which it ends any. */
const BASH_TIMEOUT_MS = 120_000;
const BASH_MAX_TIMEOUT_MS = 600_000;

export function previewBash(
  { command, timeout }: Input,
  { sandbox, ...context }: ToolContext & { readonly sandbox: SandboxHost },
): Promise<CallPreview> {
  const asked = typeof timeout === "number" ? timeout : BASH_TIMEOUT_MS;
  const timeoutMs = Math.min(asked, BASH_MAX_TIMEOUT_MS);
  return previewCommand(sandbox, { command: String(command), background: false, timeoutMs }, context);
}

export function previewNativeEdit(
  { file_path, old_string, new_string, replace_all }: Input,
  context: ToolContext,
): Promise<CallPreview> {
  // Without a text to replace it writes a new file.
  if (old_string === "") return previewNativeWrite({ file_path, content: new_string }, context);
  const edit = { path: String(file_path), old_string: String(old_string), new_string: String(new_string) };
  return previewEdit({ ...edit, replace_all: replace_all === true }, context);
}

export function previewNativeWrite(
  { file_path, content }: Input,
  context: ToolContext,
): Promise<CallPreview> {
  return previewWrite({ path: String(file_path), content: String(content) }, context);
}

export async function previewAgent(
  { prompt, subagent_type }: Input,
  { turn }: ToolContext,
): Promise<SubagentsPreview> {
  return {
    kind: "subagents",
    mode: "single",
    tasks: [
      {
        task: String(prompt),
        agentId: typeof subagent_type === "string" ? subagent_type : "general-purpose",
        ...{ model: null, runtime: null, thinking: null, tools: null, timeoutMs: null },
      },
    ],
    permissionMode: turn?.permissionMode ?? "default",
  };
}

/** What a command of the native Bash tool is really run as. */
import type { ToolContext } from "../../../tools/tool.ts";

export async function confinedCommand(command: string, context: ToolContext): Promise<string> {
  void context;
  return command;
}

/** What the players of tool cases share. */
import { webSchema } from "../../src/sandbox/config.ts";
import { commandsOn } from "../../src/tools/builtin/exec/testing.ts";
import { builtinTools } from "../../src/tools/builtin/index.ts";
import { temporaryFolder } from "../../src/tools/testing.ts";
import type { ToolDefinition } from "../../src/tools/tool.ts";

/** The built-in tools, of which only those that need no sandbox are run. */
export function builtins(): readonly ToolDefinition[] {
  return builtinTools({ commands: commandsOn("/nowhere"), web: webSchema.parse(undefined) });
}

/** Does something in a new empty folder, which is removed again. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await temporaryFolder();
  try {
    return await work(folder.path);
  } finally {
    await folder.remove();
  }
}

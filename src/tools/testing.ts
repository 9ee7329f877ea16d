/** What the tests of this folder share: a workspace on disk and a context for tools that run in it. */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ToolContext, ToolDefinition, ToolOutput } from "./tool.ts";

/** A new empty folder by its real path, removed with `remove`. */
export async function temporaryFolder(): Promise<{
  readonly path: string;
  readonly remove: () => Promise<void>;
}> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "tandem-tools-")));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A context as the runner makes it, in which commands may run. */
export function toolContext(workspaceDir: string, overrides: Partial<ToolContext> = {}): ToolContext {
  return {
    toolCallId: "call",
    runId: "run",
    sessionId: null,
    signal: new AbortController().signal,
    workspaceDir,
    additionalDirectories: [],
    env: { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: workspaceDir },
    onUpdate: () => undefined,
    confirm: () => Promise.resolve(false),
    exec: "allow",
    ...overrides,
  };
}

/** Text of a result. */
export function textIn(output: Pick<ToolOutput, "content">): string {
  return output.content.map((block) => (block.type === "text" ? block.text : `<${block.mimeType}>`)).join("");
}

/** A tool whose calls are settled by the test. */
export function controlledTool(name: string, readOnly: boolean) {
  const started: string[] = [];
  const settlers = new Map<string, PromiseWithResolvers<ToolOutput>>();
  const contexts = new Map<string, ToolContext>();
  const tool: ToolDefinition = {
    name,
    description: name,
    inputSchema: { type: "object" },
    readOnly,
    execute: (_input, context) => {
      started.push(context.toolCallId);
      contexts.set(context.toolCallId, context);
      const settler = Promise.withResolvers<ToolOutput>();
      settlers.set(context.toolCallId, settler);
      return settler.promise;
    },
  };
  return {
    tool,
    started,
    contexts,
    finish: (id: string, text = id) => settlers.get(id)!.resolve({ content: [{ type: "text", text }] }),
    fail: (id: string, error: unknown) => settlers.get(id)!.reject(error),
  };
}

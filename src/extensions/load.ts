/** Loads one extension, whole or not at all. */
import { statSync } from "node:fs";
import { basename, extname } from "node:path";
import { pathToFileURL } from "node:url";
import { functionHook } from "../hooks/function-hook.ts";
import type { Hook } from "../hooks/handler.ts";
import { TandemError } from "../kernel/errors.ts";
import type { ToolDefinition } from "../tools/tool.ts";
import type { Extension, ExtensionApi } from "./api.ts";

/** Milliseconds an extension may take to load. */
export const LOAD_TIMEOUT_MS = 5_000;

export interface LoadedExtension {
  readonly name: string;
  readonly hooks: readonly Hook[];
  readonly tools: readonly ToolDefinition[];
}

/** The name of the extension in this file. */
export function extensionName(path: string): string {
  return basename(path, extname(path));
}

/** `path`: absolute. Rejects with an Error of one sentence. */
export async function loadExtension(path: string, timeoutMs = LOAD_TIMEOUT_MS): Promise<LoadedExtension> {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) throw new Error("The file does not exist.");
  const name = extensionName(path);
  const hooks: Hook[] = [];
  const tools: ToolDefinition[] = [];
  let over = false;
  const still = () => {
    if (over) throw new Error(`The extension ${name} can add hooks and tools only while it is loaded.`);
  };
  const api: ExtensionApi = {
    name,
    on(event, handler, options = {}) {
      still();
      hooks.push(functionHook(event, handler, options, `extension:${name}`));
    },
    tool(definition) {
      still();
      tools.push({ ...checkedTool(name, definition), origin: `extension:${name}` });
    },
  };
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => timeout.reject(new Error(`It took longer than ${timeoutMs} ms to load.`)),
    timeoutMs,
  );
  try {
    await Promise.race([run(path, api), timeout.promise]);
    return { name, hooks, tools };
  } finally {
    over = true;
    clearTimeout(timer);
  }
}

async function run(path: string, api: ExtensionApi): Promise<void> {
  const module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
  if (typeof module.default !== "function") throw new Error("Its default export is not a function.");
  await (module.default as Extension)(api);
}

/** Extensions may be plain JavaScript, so the type alone says little. */
function checkedTool(extension: string, tool: ToolDefinition): ToolDefinition {
  const { name, description, inputSchema, readOnly, execute } = tool ?? {};
  if (typeof name !== "string" || !/^[\w-]{1,64}$/.test(name))
    throw invalid(extension, "a tool's name must be 1 to 64 letters, digits, `_` or `-`");
  if (typeof description !== "string") throw invalid(extension, `the tool "${name}" has no description`);
  if (typeof inputSchema !== "object" || inputSchema === null || inputSchema.type !== "object")
    throw invalid(extension, `the inputSchema of "${name}" must be a JSON Schema of type "object"`);
  if (typeof execute !== "function") throw invalid(extension, `the tool "${name}" has no execute function`);
  return { ...tool, readOnly: readOnly === true };
}

function invalid(extension: string, what: string): TandemError {
  return new TandemError({
    code: "validation_failed",
    message: `In the extension ${extension}, ${what}.`,
    remediation: "Correct the extension.",
  });
}

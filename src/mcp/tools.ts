/** Makes tools of Tandem out of a server's list: names, schemas, what they may do. */
import type { Tool } from "@modelcontextprotocol/client";
import { fits } from "../policy/names.ts";
import { compileSchema } from "../tools/json-schema.ts";
import type { ValidatorCache } from "../tools/stages/validate.ts";
import type { JsonSchema, ToolContext, ToolDefinition, ToolOutput } from "../tools/tool.ts";
import type { McpServerConfig } from "./config.ts";
import type { ListedTools } from "./list-tools.ts";
import { offeredNames } from "./names.ts";
import { refusalsOf } from "./schema-rules.ts";

/** Characters of a description; longer ones are cut. */
const MAX_DESCRIPTION_CHARS = 8_000;

/** Runs a call of the server's own tool. */
export type CallTool = (
  tool: Tool,
  input: Record<string, unknown>,
  context: ToolContext,
) => Promise<ToolOutput>;

/** A tool as the server names it and as a turn gets it. */
export interface McpTool {
  readonly tool: string;
  readonly definition: ToolDefinition;
}

export interface McpTools {
  readonly tools: readonly McpTool[];
  readonly skipped: readonly { readonly tool: string; readonly reason: string }[];
}

export const NO_TOOLS: McpTools = { tools: [], skipped: [] };

export interface MakeToolsOptions {
  readonly server: string;
  readonly config: McpServerConfig;
  readonly call: CallTool;
  /** Gets the compiled schemas, so that the runner need not compile them again. */
  readonly validators: ValidatorCache;
}

/** A tool that cannot be used is left out and reported; those that the configuration excludes are not reported. */
export async function makeTools(listed: ListedTools, options: MakeToolsOptions): Promise<McpTools> {
  const { server, config, validators } = options;
  const skipped: { tool: string; reason: string }[] = [];
  const omit = (tool: string, reason: string) => skipped.push({ tool, reason });
  for (const { name, reason } of listed.malformed) omit(name, reason);
  const wanted = firstOfEachName(listed.tools, omit).filter(({ name }) => isWanted(name, config.tools));
  const names = offeredNames(
    server,
    wanted.map(({ name }) => name),
  );
  const tools: McpTool[] = [];
  for (const [index, tool] of wanted.entries()) {
    const definition = define(tool, names[index]!, options);
    try {
      validators.set(definition, await compileSchema(definition.inputSchema));
      tools.push({ tool: tool.name, definition });
    } catch (error) {
      omit(tool.name, `its input schema is not valid (${error instanceof Error ? error.message : error})`);
    }
  }
  return { tools, skipped };
}

function define(tool: Tool, name: string, { server, config, call }: MakeToolsOptions): ToolDefinition {
  const { annotations = {} } = tool;
  const trusted = config.trust || config.alwaysAllow.includes(tool.name);
  const inputSchema = tool.inputSchema as JsonSchema;
  const refused = refusalsOf(inputSchema);
  return {
    name,
    description: describe(tool, server),
    inputSchema,
    // A hint decides only what runs at the same time: whether it runs is decided by the effect.
    readOnly: annotations.readOnlyHint === true,
    effect: trusted ? "host" : "external",
    origin: `mcp:${server}`,
    ...(refused === null ? {} : { proxied: { server, tool: tool.name, refused } }),
    preview: (input) => ({ kind: "mcp", server, tool: tool.name, arguments: input }),
    execute: (input, context) => call(tool, input, context),
  };
}

function describe({ description, title, annotations, name }: Tool, server: string): string {
  const own =
    description?.trim() || title || annotations?.title || `The tool ${name} of the MCP server ${server}.`;
  return own.length <= MAX_DESCRIPTION_CHARS ? own : `${own.slice(0, MAX_DESCRIPTION_CHARS)} …`;
}

function firstOfEachName(tools: readonly Tool[], omit: (name: string, reason: string) => void): Tool[] {
  const known = new Set<string>();
  return tools.filter(({ name }) => {
    if (known.has(name)) omit(name, "the server lists another of this name");
    const isNew = !known.has(name);
    known.add(name);
    return isNew;
  });
}

function isWanted(name: string, { allow, deny }: McpServerConfig["tools"]): boolean {
  const listed = (patterns: readonly string[]) => patterns.some((pattern) => fits(name, pattern));
  return (allow === undefined || listed(allow)) && !listed(deny);
}

/**
 * The client that the MCP conformance suite puts to the test: Tandem's own MCP hub with one server, at the address in the last
 * argument. It does what a turn does: gets the tools, and calls them.
 */
import { mcpServersSchema } from "../src/mcp/config.ts";
import { McpHub } from "../src/mcp/hub.ts";
import type { ToolContext, ToolDefinition } from "../src/tools/tool.ts";

interface Call {
  readonly name: string;
  readonly arguments: Record<string, unknown>;
}

const hub = new McpHub(mcpServersSchema.parse({ suite: { url: process.argv.at(-1)! } }), {
  place: { env: {}, workspaceDir: process.cwd() },
  prepare: () => Promise.reject(new Error("the suite speaks HTTP")),
  children: () => ({ record: () => {}, remove: () => {}, list: () => [] }),
  validators: new WeakMap(),
  clock: Date.now,
});

const context: ToolContext = {
  toolCallId: "call-1",
  runId: "run-1",
  sessionId: null,
  signal: new AbortController().signal,
  workspaceDir: process.cwd(),
  additionalDirectories: [],
  env: {},
  onUpdate: () => {},
  confirm: async () => false,
  exec: "deny",
};

const { tools, omissions = [] } = await hub.supply();
for (const { name, reason } of omissions) process.stderr.write(`${name}: ${reason}\n`);
for (const { tool, input } of callsFor(tools)) {
  await tool
    .execute(input, context)
    .catch((error: Error) => process.stderr.write(`${tool.name}: ${error.message}\n`));
}
const [server] = hub.status();
await hub.close();
process.exitCode = server?.state === "ready" || server?.state === "idle" ? 0 : 1;

/** The calls that the scenario asks for; else each tool once. */
function callsFor(
  offered: readonly ToolDefinition[],
): { tool: ToolDefinition; input: Record<string, unknown> }[] {
  const named = (name: string) => offered.find((tool) => tool.name === `mcp__suite__${name}`);
  const { toolCalls } = JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? "{}") as { toolCalls?: Call[] };
  if (toolCalls !== undefined)
    return toolCalls.flatMap((call) => {
      const tool = named(call.name);
      return tool === undefined ? [] : [{ tool, input: call.arguments }];
    });
  switch (process.env.MCP_CONFORMANCE_SCENARIO) {
    case "json-schema-ref-no-deref":
      // It serves the list only.
      return [];
    case "json-schema-2020-12-preservation": {
      const echo = named("json_schema_echo");
      const schema = named("json_schema_2020_12_tool")?.inputSchema;
      return echo === undefined || schema === undefined ? [] : [{ tool: echo, input: { schema } }];
    }
    default:
      return offered.map((tool) => ({ tool, input: { a: 2, b: 3 } }));
  }
}

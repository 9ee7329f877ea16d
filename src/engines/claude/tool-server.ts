/** Offers Tandem's tools to the binary as an in-process MCP server. */
import type { McpSdkServerConfigWithInstance } from "@anthropic-ai/claude-agent-sdk";
import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { CallToolResult, JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import type { ToolCallOutput, ToolOffer } from "../../tools/tool.ts";
import { MAX_RESULT_CHARS, TOOL_SERVER } from "./profile.ts";

/** Gives the result of the call with the model's own id. Never rejects. */
export type ResultOf = (toolCallId: string) => Promise<ToolCallOutput>;

/**
 * Returns at once; the MCP library is loaded while the child starts, which takes longer than that, and messages that come
 * before it is there wait for it.
 */
export function toolServer(tools: readonly ToolOffer[], resultOf: ResultOf): McpSdkServerConfigWithInstance {
  const instance = {
    async connect(transport: Transport): Promise<void> {
      const early: JSONRPCMessage[] = [];
      transport.onmessage = (message) => early.push(message);
      const server = await createServer(tools, resultOf);
      // The server calls the handler it finds before its own.
      transport.onmessage = () => {};
      await server.connect(transport);
      for (const message of early) transport.onmessage(message);
    },
  };
  // The SDK's type asks for the high-level server; it uses only `connect`.
  return {
    type: "sdk",
    name: TOOL_SERVER,
    instance: instance as McpSdkServerConfigWithInstance["instance"],
  };
}

/**
 * The low-level server, because it passes JSON schemas on unchanged. Every tool is declared read-only, so that the binary asks
 * for all calls of a step at once: order and gating are the tool runner's.
 */
async function createServer(tools: readonly ToolOffer[], resultOf: ResultOf): Promise<Server> {
  const [{ Server }, { CallToolRequestSchema, ListToolsRequestSchema }] = await Promise.all([
    import("@modelcontextprotocol/sdk/server/index.js"),
    import("@modelcontextprotocol/sdk/types.js"),
  ]);
  const server = new Server({ name: TOOL_SERVER, version: "1" }, { capabilities: { tools: {} } });
  const offers = tools.map((tool) => ({
    name: tool.name,
    description: tool.description,
    inputSchema: { ...tool.inputSchema, type: "object" as const },
    annotations: { readOnlyHint: true },
    _meta: { "anthropic/maxResultSizeChars": MAX_RESULT_CHARS },
  }));
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: offers }));
  server.setRequestHandler(CallToolRequestSchema, async (request): Promise<CallToolResult> => {
    const id = request.params._meta?.["claudecode/toolUseId"];
    return mcpResult(await resultOf(String(id)));
  });
  return server;
}

function mcpResult(output: ToolCallOutput): CallToolResult {
  return {
    content: output.content.map((block) =>
      block.type === "image"
        ? { type: "image", data: block.data, mimeType: block.mimeType }
        : { type: "text", text: block.text },
    ),
    isError: output.isError,
  };
}

/** MCP servers, in the form in which other tools keep them (`mcpServers`), so that an existing file can be pasted. */
import { z } from "zod";

const milliseconds = z.number().positive();

const serverSchema = z.looseObject({
  type: z
    .enum(["stdio", "http", "streamable-http", "sse"])
    .optional()
    .describe("How to connect; default: stdio with a command, http with a url"),
  command: z
    .string()
    .optional()
    .describe("Program to start; Tandem talks to it over standard input and output"),
  args: z.array(z.string()).default([]).describe("Its arguments"),
  env: z
    .record(z.string(), z.string())
    .default({})
    .describe("Variables in addition to the clean environment that every tool gets"),
  cwd: z
    .string()
    .optional()
    .describe(
      `Folder it starts in, absolute or \${workspace}; default: an empty folder of its own, so that nothing in the workspace becomes its code`,
    ),
  url: z.string().optional().describe("Address of a server that is already running"),
  headers: z.record(z.string(), z.string()).default({}).describe("Sent with each request to the url"),
  enabled: z
    .boolean()
    .default(true)
    .describe("false: the server is kept in the configuration but never started"),
  disabled: z.boolean().optional().describe("The opposite of enabled, as some tools write it"),
  startTimeoutMs: milliseconds
    .default(10_000)
    .describe("Milliseconds that a turn waits for it to start; a slower start continues in the background"),
  timeoutMs: milliseconds
    .default(120_000)
    .describe("Milliseconds that a call may take without an answer or progress"),
  sandbox: z.boolean().default(false).describe("Run it in the sandbox that commands run in"),
  roots: z.boolean().default(true).describe("Whether to give it the workspace when it asks for roots"),
  tools: z
    .strictObject({
      allow: z
        .array(z.string())
        .optional()
        .describe("Only these tools, by the server's own names; * matches any characters"),
      deny: z.array(z.string()).default([]).describe("All tools but these"),
    })
    .prefault({})
    .describe("Which of its tools there are at all; the tool policy applies to what is left"),
  trust: z.boolean().default(false).describe("Its tools run without asking"),
  alwaysAllow: z
    .array(z.string())
    .default([])
    .describe("Tools that run without asking, by the server's own names"),
});

/**
 * `${NAME}` and `${NAME:-otherwise}` in command, args, env, cwd, url and headers stand for variables of Tandem's environment, and
 * `${workspace}` for the workspace.
 */
export const mcpServersSchema = z
  .record(z.string().min(1), serverSchema)
  .default({})
  .describe(
    `MCP servers by name; started when a turn first needs their tools. \${NAME} is replaced by a variable, \${workspace} by the workspace`,
  );

export type McpServerConfig = z.output<typeof serverSchema>;
export type McpServersConfig = z.output<typeof mcpServersSchema>;

/** Keys that a pasted file may carry and that have no effect here. */
export function unknownKeys(config: McpServerConfig): string[] {
  return Object.keys(config).filter((key) => !Object.hasOwn(serverSchema.shape, key));
}

/** MCP servers, in the form in which other tools keep them (`mcpServers`), so that an existing file can be pasted. */
import { z } from "zod";

const milliseconds = z.number().positive();

const serverSchema = z.looseObject({
  type: z
    .enum(["stdio", "http", "streamable-http", "sse"])
    .optional()
    .describe("How it is reached; default stdio with a command, http with a url"),
  command: z.string().optional().describe("Program to start; spoken to by its standard input and output"),
  args: z.array(z.string()).default([]).describe("Its arguments"),
  env: z
    .record(z.string(), z.string())
    .default({})
    .describe("Variables beside the clean environment that every tool gets"),
  cwd: z.string().optional().describe("Folder it starts in; default the workspace"),
  url: z.string().optional().describe("Where a server that runs by itself answers"),
  headers: z.record(z.string(), z.string()).default({}).describe("Sent with each request to the url"),
  enabled: z.boolean().default(true).describe("False: known, and never started"),
  disabled: z.boolean().optional().describe("The same the other way round, as some tools write it"),
  startTimeoutMs: milliseconds
    .default(10_000)
    .describe("Milliseconds a turn waits for it to start; the start goes on without the turn"),
  timeoutMs: milliseconds
    .default(120_000)
    .describe("Milliseconds a call may go without an answer or progress"),
  sandbox: z.boolean().default(false).describe("Start it in the sandbox that commands run in"),
  roots: z
    .boolean()
    .default(true)
    .describe("Tell it the workspace when it asks which folders it may work in"),
  tools: z
    .strictObject({
      allow: z
        .array(z.string())
        .optional()
        .describe("Only these, by the server's own names; * for any characters"),
      deny: z.array(z.string()).default([]).describe("All but these"),
    })
    .prefault({})
    .describe("Which of its tools there are at all; the tool policy applies to what is left"),
  trust: z.boolean().default(false).describe("Its tools run without asking"),
  alwaysAllow: z
    .array(z.string())
    .default([])
    .describe("Tools of it that run without asking, by its own names"),
});

/** `${NAME}` and `${NAME:-otherwise}` in command, args, env, cwd, url and headers stand for variables of Tandem's environment. */
export const mcpServersSchema = z
  .record(z.string().min(1), serverSchema)
  .default({})
  .describe(
    `MCP servers by name; started when a turn first needs their tools. \${NAME} stands for a variable`,
  );

export type McpServerConfig = z.output<typeof serverSchema>;
export type McpServersConfig = z.output<typeof mcpServersSchema>;

/** Keys that a pasted file may carry and that have no effect here. */
export function unknownKeys(config: McpServerConfig): string[] {
  return Object.keys(config).filter((key) => !Object.hasOwn(serverSchema.shape, key));
}

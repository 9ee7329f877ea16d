/** For tests: servers that do what a test tells them, and the hub that runs them. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { UserContent } from "../sessions/message.ts";
import type { ToolContext, ToolDefinition, ToolOutput } from "../tools/tool.ts";
import { mcpServersSchema } from "./config.ts";
import { McpHub } from "./hub.ts";
import type { Behaviour } from "./server.test-child.ts";

const CHILD = fileURLToPath(new URL("./server.test-child.ts", import.meta.url));

/** The configuration of a scripted server. */
export function scripted(behaviour: Behaviour = {}, more: object = {}): object {
  return { command: process.execPath, args: [CHILD, JSON.stringify(behaviour)], ...more };
}

export interface TestHub {
  readonly hub: McpHub;
  readonly folder: string;
  /** Moves the clock that back-offs are measured by. */
  advance(ms: number): void;
  tools(): Promise<readonly ToolDefinition[]>;
  /** Runs a tool by its own name, of the server called `s`. */
  run(tool: string, input?: object, context?: Partial<ToolContext>): Promise<ToolOutput>;
  /** Lines that a server with this `log` wrote. */
  lines(log: string): string[];
}

/** Closed when the test ends. `configure` gets a folder of the test's own. */
export function openHub(configure: (folder: string) => Readonly<Record<string, object>>): TestHub {
  const folder = mkdtempSync(join(tmpdir(), "tandem-mcp-"));
  let ahead = 0;
  const hub = new McpHub(mcpServersSchema.parse(configure(folder)), {
    place: { env: { PATH: process.env.PATH, TOKEN: "t0ken-of-the-test" }, workspaceDir: folder },
    prepare: async ({ command, args, env, cwd }) => ({
      command,
      args,
      cwd: cwd ?? "/",
      env: { PATH: process.env.PATH, ...env },
    }),
    children: () => ({ record: () => {}, remove: () => {}, list: () => [] }),
    validators: new WeakMap(),
    clock: () => Date.now() + ahead,
  });
  onTestFinished(async () => {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const tools = async () => (await hub.supply()).tools;
  return {
    hub,
    folder,
    advance: (ms) => {
      ahead += ms;
    },
    tools,
    async run(name, input = {}, context = {}) {
      const tool = (await tools()).find((one) => one.name === `mcp__s__${name}`);
      if (tool === undefined) throw new Error(`there is no tool ${name}`);
      return tool.execute(input as Record<string, unknown>, { ...toolContext(), ...context });
    },
    lines: (log) => readFileSync(log, "utf8").split("\n").filter(Boolean),
  };
}

function toolContext(): ToolContext {
  return {
    toolCallId: "call-1",
    runId: "run-1",
    sessionId: null,
    signal: new AbortController().signal,
    workspaceDir: tmpdir(),
    additionalDirectories: [],
    env: {},
    onUpdate: () => {},
    confirm: async () => false,
    exec: "deny",
  };
}

export function textsOf(content: readonly UserContent[]): string[] {
  return content.map((block) => (block.type === "text" ? block.text : `<${block.type}>`));
}

/** `query()` of the Claude Agent SDK: one streaming process per conversation, as its documentation advises. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import {
  createSdkMcpServer,
  type Options,
  query,
  type SDKUserMessage,
  tool,
} from "@anthropic-ai/claude-agent-sdk";
import { z } from "zod";
import { findBinary } from "../../src/engines/claude/binary.ts";
import { ECHO } from "../lib/ours.ts";
import { type Given, serve } from "./contender.ts";

await serve(async (given) => {
  const server = () =>
    createSdkMcpServer({
      name: "bench",
      tools: given.tools.map(({ name, description, inputSchema }) =>
        tool(name, description, shapeOf(inputSchema), async (input) => ({
          content: [{ type: "text", text: name === ECHO.name ? String(input.text) : "" }],
        })),
      ),
    });
  return {
    open(task, id) {
      const sent = new PassThrough({ objectMode: true });
      const prompts = sent[Symbol.asyncIterator]() as AsyncIterable<SDKUserMessage>;
      const options = { ...optionsFor(given, given.urls[task], id), mcpServers: { bench: server() } };
      const messages = query({ prompt: prompts, options });
      return {
        async prompt(text) {
          sent.write({
            type: "user",
            message: { role: "user", content: text },
            parent_tool_use_id: null,
          } satisfies SDKUserMessage);
          for await (const one of manual(messages)) {
            if (one.type !== "result") continue;
            if (one.subtype !== "success") throw new Error(JSON.stringify(one));
            return one.result;
          }
          throw new Error("The process ended.");
        },
        close: () => messages.close(),
      };
    },
  };
});

/** Iterates without ending the iterator when the loop is left: the next turn continues with it. */
async function* manual<T>(messages: AsyncIterator<T>): AsyncGenerator<T> {
  for (;;) {
    const next = await messages.next();
    if (next.done) return;
    yield next.value;
  }
}

function shapeOf(schema: object): z.ZodRawShape {
  const converted = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  return converted instanceof z.ZodObject ? converted.shape : {};
}

function optionsFor({ folder, key, model, systemPrompt }: Given, baseUrl: string, id: string): Options {
  const binary = findBinary(undefined);
  if (!binary.ok) throw new Error(binary.reason);
  const home = join(folder, id);
  mkdirSync(home, { recursive: true });
  return {
    pathToClaudeCodeExecutable: binary.path,
    cwd: home,
    env: {
      PATH: process.env.PATH,
      HOME: home,
      TMPDIR: home,
      CLAUDE_CONFIG_DIR: home,
      ANTHROPIC_BASE_URL: baseUrl,
      ANTHROPIC_API_KEY: key,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
      CLAUDE_CODE_SIMPLE: "1",
    },
    model,
    systemPrompt,
    tools: [],
    allowedTools: ["mcp__bench"],
    permissionMode: "dontAsk",
    settingSources: [],
    strictMcpConfig: true,
    includePartialMessages: true,
  };
}

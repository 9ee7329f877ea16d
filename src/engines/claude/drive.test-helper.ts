/** Drives the Claude engine in tests: the real binary, the real wire, a scripted provider. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ModelServer, startModelServer } from "../../../parity/wire/model-server.ts";
import { configSchema } from "../../config/schema.ts";
import type { ModelInfo } from "../../routing/model.ts";
import type { ChildStore } from "../../sessions/store.ts";
import type { ToolCallInput, ToolCallOutput, ToolOffer } from "../../tools/tool.ts";
import { createTransport } from "../../transport/client.ts";
import { createRelay } from "../../transport/relay.ts";
import type { TransportScope } from "../../transport/transport.ts";
import type { AgentRuntime, EngineEvent, EngineRun, EngineRunResult } from "../runtime.ts";
import type { WireBlock } from "./content.ts";
import { createClaudeRuntime } from "./index.ts";

export const SECRET = "sk-real-secret-key";

export const TOOL: ToolOffer = {
  name: "look",
  description: "Looks at a thing.",
  inputSchema: {
    type: "object",
    properties: { path: { $ref: "#/$defs/path" } },
    required: ["path"],
    $defs: { path: { type: "string" } },
  },
};

export function model(change: Partial<ModelInfo> = {}): ModelInfo {
  return {
    provider: "loop",
    id: "claude-sonnet-4-5",
    name: "Sonnet",
    aliases: [],
    api: "anthropic-messages",
    runtimes: ["claude"],
    contextWindow: 200_000,
    maxOutputTokens: 8_000,
    input: ["text", "image"],
    thinkingLevels: ["off", "low", "medium", "high"],
    price: null,
    ...change,
  };
}

export function said(text: string, isError = false): ToolCallOutput {
  return { content: [{ type: "text", text }], isError };
}

export function user(text: string): Extract<EngineRun["history"][number], { role: "user" }> {
  return { role: "user", content: [{ type: "text", text }] };
}

export interface Driven {
  readonly result: EngineRunResult;
  readonly events: readonly EngineEvent[];
  readonly calls: readonly ToolCallInput[];
  readonly scope: TransportScope;
}

export interface DriveOptions extends Partial<EngineRun> {
  readonly tool?: (call: ToolCallInput) => ToolCallOutput | Promise<ToolCallOutput>;
}

/** What the executor does around an engine, as far as an engine can tell. */
export interface Lab {
  readonly server: ModelServer;
  readonly runtime: AgentRuntime;
  readonly folder: string;
  readonly children: ChildStore;
  drive(options?: DriveOptions): Promise<Driven>;
  close(): Promise<void>;
}

export async function openLab(
  change: Partial<Parameters<typeof createClaudeRuntime>[0]["config"]> = {},
): Promise<Lab> {
  const server = await startModelServer();
  const transport = createTransport({ classify: () => "server_error" });
  const relay = createRelay();
  const folder = mkdtempSync(join(tmpdir(), "tandem-claude-"));
  const children = memoryChildren();
  const config = { ...configSchema.parse({}).claude, spare: false, ...change };
  const runtime = createClaudeRuntime({ relay, children, folder: join(folder, "claude"), config });
  return {
    server,
    runtime,
    folder,
    children,
    async drive(options = {}) {
      const events: EngineEvent[] = [];
      const calls: ToolCallInput[] = [];
      const { tool = () => said("done"), ...rest } = options;
      const provider = rest.provider ?? {
        id: "loop",
        name: "Loop",
        baseUrl: server.url,
        auth: "x-api-key" as const,
        keyVariables: [],
      };
      const used = rest.model ?? model();
      const signal = rest.signal ?? new AbortController().signal;
      const scope = transport.open({
        runId: "run",
        runtime: "claude",
        provider,
        model: used,
        credential: async () => ({ profile: "p", secret: SECRET }),
        signal,
        admit: () => ({ admit: true }),
        idleTimeoutMs: 5_000,
        onAttempt: () => {},
        firstAttempt: 1,
      });
      scope.expect();
      let open = 0;
      let answered = false;
      const result = await runtime.run({
        runId: "run",
        sessionId: "session",
        model: used,
        provider,
        thinking: "off",
        streamParams: {},
        systemPrompt: "You are  a test.\n\n",
        history: [],
        prompt: user("Hello"),
        head: "",
        headAfter: () => "",
        tools: [TOOL],
        runTool: async (call) => {
          calls.push(call);
          open++;
          const output = await tool(call);
          if (--open === 0) scope.expect();
          return output;
        },
        transport: scope,
        takeSteering: () => [],
        emit: (event) => {
          events.push(event);
          if (event.type === "message") answered = event.message.stop !== "tool_calls";
          if (event.type === "user-message" && answered) scope.expect();
        },
        signal,
        keepWarm: false,
        ...rest,
      });
      scope.close();
      return { result, events, calls, scope };
    },
    async close() {
      await runtime.close();
      await relay.close();
      await transport.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function memoryChildren(): ChildStore {
  const all = new Map<number, ReturnType<ChildStore["list"]>[number]>();
  return {
    record: (child) => void all.set(child.pid, child),
    remove: (pid) => void all.delete(pid),
    list: () => [...all.values()],
  };
}

/** Event types in order, runs of the same delta as one. */
export function sequence(events: readonly EngineEvent[]): string[] {
  return events
    .map((event) => event.type)
    .filter((type, index, all) => !(type.endsWith("-delta") && all[index - 1] === type));
}

export interface SentBody {
  readonly model: string;
  readonly system: readonly WireBlock[];
  readonly messages: readonly { readonly role: string; readonly content: readonly WireBlock[] }[];
  readonly tools: readonly WireBlock[];
  readonly [field: string]: unknown;
}

/** The body of the `n`th request, from 1, without the cache marks. */
export function sent(server: ModelServer, n: number): SentBody {
  const text = JSON.stringify(server.requests[n - 1]?.body, (key, value) =>
    key === "cache_control" ? undefined : value,
  );
  return JSON.parse(text) as SentBody;
}

/** A body's messages as `role: block block`, short enough to read in a failing test. */
export function outline(body: SentBody): string[] {
  return body.messages.map(({ role, content }) => `${role}: ${content.map(brief).join(" | ")}`);
}

function brief(block: WireBlock): string {
  if (block.type === "text") return String(block.text);
  if (block.type === "tool_use") return `call ${block.id} ${block.name} ${JSON.stringify(block.input)}`;
  if (block.type === "tool_result") {
    const content = block.content as readonly WireBlock[];
    return `${block.is_error ? "error" : "result"} ${block.tool_use_id} ${content.map(brief).join(" + ")}`;
  }
  return block.type;
}

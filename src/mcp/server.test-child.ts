/** A server for tests that does what it is told, well or badly. Its whole behaviour is in its one argument, as JSON. */
import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";

export interface Behaviour {
  /** Lines on standard output that are no messages, before the first answer. */
  readonly noise?: number;
  /** Never answers. */
  readonly hangs?: boolean;
  /** Entries of its list as they are, beside its own tools. */
  readonly listed?: readonly unknown[];
  /** Tools on a page. */
  readonly pageSize?: number;
  /** Gets a line for each start and each call. */
  readonly log?: string;
}

interface Request {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly error?: unknown;
}

const behaviour = JSON.parse(process.argv[2] ?? "{}") as Behaviour;
const log = (line: string) => behaviour.log && appendFileSync(behaviour.log, `${line}\n`);
const send = (message: object) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
const text = (value: unknown) => ({
  content: [{ type: "text", text: typeof value === "string" ? value : JSON.stringify(value) }],
});

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const RESULTS: Readonly<Record<string, object>> = {
  mixed: {
    content: [
      { type: "text", text: "first" },
      { type: "image", mimeType: "image/png", data: PIXEL },
      { type: "audio", mimeType: "audio/wav", data: "AAAA" },
      { type: "resource_link", uri: "file:///a.txt", name: "a", mimeType: "text/plain" },
      { type: "resource", resource: { uri: "file:///b.txt", mimeType: "text/plain", text: "inside" } },
      { type: "resource", resource: { uri: "file:///c.bin", mimeType: "application/zip", blob: "AAAA" } },
    ],
  },
  structured: { content: [], structuredContent: { degrees: 7 } },
  fails: { ...text("no such city"), isError: true },
};

const annotations: Readonly<Record<string, object>> = {
  die: { idempotentHint: false },
  die_once: { readOnlyHint: true },
  wait: { readOnlyHint: true },
};
let tools: unknown[] = [
  "echo",
  "env",
  "progress",
  "wait",
  "cancelled",
  "die",
  "die_once",
  "grow",
  "ask",
  ...Object.keys(RESULTS),
].map((name) => ({
  name,
  description: `Does ${name}.`,
  inputSchema: { type: "object" },
  annotations: annotations[name] ?? {},
}));
tools.push(...(behaviour.listed ?? []));

const cancelled: unknown[] = [];
const answers = new Map<unknown, (answer: unknown) => void>();
let asked = 0;

function ask(method: string, params: object = {}): Promise<unknown> {
  const id = `ask-${++asked}`;
  send({ id, method, params });
  return new Promise((resolve) => answers.set(id, resolve));
}

async function call(
  id: unknown,
  { name, arguments: args, _meta }: Record<string, unknown>,
): Promise<object | null> {
  log(`call ${name}`);
  switch (name) {
    case "echo":
      return text(args);
    case "env":
      return text(process.env);
    case "progress": {
      const { progressToken } = _meta as { progressToken: number };
      for (const progress of [1, 2])
        send({
          method: "notifications/progress",
          params: { progressToken, progress, total: 2, ...(progress === 2 ? { message: "half" } : {}) },
        });
      return text("there");
    }
    case "wait":
      send({
        method: "notifications/progress",
        params: { progressToken: (_meta as { progressToken: number }).progressToken, progress: 1 },
      });
      return null;
    case "cancelled":
      return text(cancelled);
    case "die":
      process.exit(7);
      break;
    case "die_once":
      if (process.env.MARK === undefined) break;
      try {
        appendFileSync(process.env.MARK, "", { flag: "ax" });
      } catch {
        return text("alive");
      }
      process.exit(7);
      break;
    case "grow":
      tools = [...tools, { name: "grown", inputSchema: { type: "object" } }];
      send({ method: "notifications/tools/list_changed" });
      return text("grown");
    case "ask":
      return text({
        ping: await ask("ping"),
        roots: await ask("roots/list"),
        sampling: await ask("sampling/createMessage", { messages: [], maxTokens: 1 }),
        elicitation: await ask("elicitation/create", {
          message: "Sure?",
          requestedSchema: { type: "object", properties: {} },
        }),
      });
  }
  return RESULTS[name as string] ?? text(`no tool ${String(name)} (${String(id)})`);
}

async function answer({ id, method, params = {} }: Request): Promise<object | null> {
  switch (method) {
    case "initialize":
      return {
        protocolVersion: params.protocolVersion,
        capabilities: { tools: { listChanged: true } },
        serverInfo: { name: "scripted", version: "1.2.3" },
      };
    case "tools/list": {
      const from = Number(params.cursor ?? 0);
      const to = from + (behaviour.pageSize ?? tools.length);
      return { tools: tools.slice(from, to), ...(to < tools.length ? { nextCursor: String(to) } : {}) };
    }
    case "tools/call":
      return call(id, params);
    default:
      return {};
  }
}

log(`start ${process.pid}`);
process.stderr.write(`secret is ${process.env.SECRET ?? "none"}\n`);
for (let line = 0; line < (behaviour.noise ?? 0); line += 1) process.stdout.write(`noise ${line}\n`);
createInterface({ input: process.stdin }).on("line", async (line) => {
  if (behaviour.hangs) return;
  const message = JSON.parse(line) as Request;
  if (message.method === undefined) answers.get(message.id)?.(message.error ?? message.result);
  else if (message.method === "notifications/cancelled") cancelled.push(message.params?.reason);
  else if (message.id !== undefined) {
    const result = await answer(message);
    if (result !== null) send({ id: message.id, result });
  }
});

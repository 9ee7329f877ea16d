/** MCP servers for scenarios: two published ones, and a small one that is told what to list and remembers what it heard. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type { ConfigInput } from "../src/config/schema.ts";

type Servers = NonNullable<ConfigInput["mcpServers"]>;

/** Options of a stage with these servers. */
export function mcpServers(some: Readonly<Record<string, object>>) {
  return { config: { mcpServers: some as Servers } };
}

const require = createRequire(import.meta.url);
const program = (name: string) => require.resolve(`@modelcontextprotocol/${name}/dist/index.js`);

/** Calls run without asking, so that a scenario is about what it is about. */
const TRUSTED = { trust: true };

export function everything(more: object = {}): object {
  return { command: process.execPath, args: [program("server-everything"), "stdio"], ...TRUSTED, ...more };
}

export function filesystem(folder: string, more: object = {}): object {
  return { command: process.execPath, args: [program("server-filesystem"), folder], ...TRUSTED, ...more };
}

/** Says much that is no message before it works. */
export function noisy(): object {
  const file = JSON.stringify(program("server-everything"));
  const script = `for (let i = 0; i < 300; i++) console.log("noise " + i); process.argv[2] = "stdio"; import(${file});`;
  return { command: process.execPath, args: ["-e", script, "x"], ...TRUSTED };
}

export interface HttpServer {
  readonly url: string;
  /** Ends it, sessions and all, and starts it again at the same address. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The published server over streamable HTTP. */
export async function everythingOverHttp(): Promise<HttpServer> {
  const port = await freePort();
  let child = await startHttp(port);
  const end = async () => {
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  };
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    async restart() {
      await end();
      child = await startHttp(port);
    },
    close: end,
  };
}

async function startHttp(port: number) {
  const child = spawn(process.execPath, [program("server-everything"), "streamableHttp"], {
    env: { PATH: process.env.PATH, PORT: String(port) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
    if (said.includes("listening")) resolve();
  });
  child.once("exit", () => reject(new Error(`the MCP server ended: ${said}`)));
  await promise;
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What the small server lists: each tool answers with its name and arguments. */
export interface ListedTool {
  readonly name: string;
  readonly inputSchema: object;
  readonly annotations?: object;
}

/**
 * The small server. Beside what it lists it has `heard`, which gives the methods of all messages it got, and `wait`, which tells
 * progress once and never answers.
 */
export function small(listed: readonly ListedTool[], more: object = {}): object {
  return { command: process.execPath, args: ["-e", SMALL, JSON.stringify(listed)], ...TRUSTED, ...more };
}

const SMALL = `
const heard = [];
const object = { type: "object" };
const tools = [{ name: "heard", inputSchema: object }, { name: "wait", inputSchema: object }, ...JSON.parse(process.argv[1])];
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\\n");
const text = (value) => ({ content: [{ type: "text", text: value }] });
const call = (name, args, meta) => {
  if (name === "heard") return text(heard.join(" "));
  if (name !== "wait") return text(name + " " + JSON.stringify(args));
  send({ method: "notifications/progress", params: { progressToken: meta.progressToken, progress: 1 } });
};
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method, params = {} } = JSON.parse(line);
  heard.push(method);
  if (id === undefined) return;
  const result = {
    initialize: () => ({ protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: "small", version: "1" } }),
    "tools/list": () => ({ tools }),
    "tools/call": () => call(params.name, params.arguments, params._meta),
  }[method]?.() ?? (method === "tools/call" ? undefined : {});
  if (result !== undefined) send({ id, result });
});`;

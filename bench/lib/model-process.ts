/**
 * The model server's process: the Anthropic Messages API on 127.0.0.1, answers ready made, so that what is measured is the
 * contenders. The first part of the path says what is answered:
 *
 *     /text   a text of twenty deltas
 *     /tool   a call of the tool `echo`, and the text once its result came
 *
 * A key that ends in `limited` gets a 429. `GET /seen/<key>` says how many requests came with that key, and what the newest held. Prints its address, and ends with its standard input.
 */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { anthropicEncoder } from "../../parity/wire/anthropic.ts";
import { type MessageReply, resolveMessage } from "../../parity/wire/reply.ts";

const WORDS =
  "The quick brown fox jumps over the lazy dog and runs on through the quiet wood until night falls.";
const TEXT = streamOf({ text: WORDS.split(" ").map((word) => `${word} `) });
const CALL_ID = "toolu_bench_CALL";
const CALL = streamOf({ toolCalls: [{ id: CALL_ID, name: "echo", input: { text: "hello" } }] });
const LIMITED = JSON.stringify(
  anthropicEncoder.errorBody(429, "Number of requests has exceeded your rate limit"),
);

let calls = 0;
/** The newest request's body by key; parsed only when somebody asks. */
const newest = new Map<string, Buffer>();
const requests = new Map<string, number>();

function seen(key: string): { readonly requests: number; readonly bytes: number; readonly tools: number } {
  const body = newest.get(key);
  if (body === undefined) return { requests: 0, bytes: 0, tools: 0 };
  const { tools = [] } = JSON.parse(body.toString("utf8")) as { tools?: unknown[] };
  return { requests: requests.get(key)!, bytes: body.length, tools: tools.length };
}

function streamOf(reply: MessageReply): readonly string[] {
  const { toolIdPrefix } = anthropicEncoder;
  const message = resolveMessage(reply, { model: "claude-haiku-4-5", sequence: 1, toolIdPrefix });
  return anthropicEncoder.frames(message).map((frame) => frame.text);
}

function stream(response: ServerResponse, frames: readonly string[]): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  for (const frame of frames) response.write(frame);
  response.end();
}

/** Whether the newest message holds a tool's result; without parsing a body that may hold a long history. */
function answersTool(body: Buffer): boolean {
  const newest = body.lastIndexOf('"role":"user"');
  return body.includes('"type":"tool_result"', newest);
}

/** The tool's name as it was offered: an MCP server puts its own name before it. */
function nameOfEcho(body: Buffer): string {
  return /"name":"((?:mcp__\w+?__)?echo)"/.exec(body.toString("latin1"))?.[1] ?? "echo";
}

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const path = request.url ?? "";
  const key = String(request.headers["x-api-key"]);
  if (path.startsWith("/seen/")) {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(seen(path.slice(6))));
    return;
  }
  newest.set(key, Buffer.concat(chunks));
  requests.set(key, (requests.get(key) ?? 0) + 1);
  if (request.method !== "POST" || !/\/v1\/messages(?:\?|$)/.test(path)) {
    response.writeHead(404).end();
  } else if (key.endsWith("limited")) {
    response.writeHead(429, { "content-type": "application/json" }).end(LIMITED);
  } else if (path.startsWith("/tool/") && !answersTool(newest.get(key)!)) {
    calls += 1;
    const name = nameOfEcho(newest.get(key)!);
    // A conversation cannot hold one id twice.
    stream(
      response,
      CALL.map((frame) => frame.replace(CALL_ID, `toolu_bench_${calls}`).replace(`"echo"`, `"${name}"`)),
    );
  } else {
    stream(response, TEXT);
  }
});
server.keepAliveTimeout = 60_000;
server.on("connection", (socket) => socket.setNoDelay(true));
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.stdin.resume().on("end", () => process.exit(0));

/**
 * A scripted model server: real HTTP on 127.0.0.1, three wire APIs, answers as told, and every request captured. Engines cannot
 * tell it from a provider.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { anthropicEncoder } from "./anthropic.ts";
import { planReply, type Step } from "./faults.ts";
import { openAiChatEncoder } from "./openai-chat.ts";
import { openAiResponsesEncoder } from "./openai-responses.ts";
import type { Encoder, Reply } from "./reply.ts";

export type * from "./reply.ts";

export type WireApi = "anthropic-messages" | "openai-completions" | "openai-responses";

export interface CapturedRequest {
  /** From 1, in order of arrival, other paths included. */
  readonly index: number;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Names as they came on the wire, to see doubled ones. */
  readonly rawHeaders: readonly string[];
  /** Parsed JSON; the text itself where it is none; `null` without a body. */
  readonly body: unknown;
  readonly rawBody: string;
  /** `null`: not a model call; answered with 404. */
  readonly api: WireApi | null;
  readonly stream: boolean;
  /** Number of the connection it came on, from 1. */
  readonly connection: number;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** `finished`: the whole answer was sent. `left`: the client closed first. `cut`: the script ended the connection. */
  readonly closed: Promise<"finished" | "left" | "cut">;
}

export interface ModelServer {
  /** Without `/v1`. */
  readonly url: string;
  /** Every request since the start or the last `reset`. */
  readonly requests: readonly CapturedRequest[];
  /** Connections accepted since the start. */
  readonly connections: number;
  /** Appends to the queue; each model call takes one. */
  reply(...replies: Reply[]): void;
  /** Answers model calls when the queue is empty; the default says "ok". */
  respond(answer: (request: CapturedRequest) => Reply): void;
  /** The `n`th request (from 1), now or when it has arrived. */
  waitForRequest(n: number): Promise<CapturedRequest>;
  /** Forgets requests, queue, and `respond`. */
  reset(): void;
  /** Drops open connections. */
  close(): Promise<void>;
}

const APIS: readonly { readonly suffix: string; readonly api: WireApi; readonly encoder: Encoder }[] = [
  { suffix: "/v1/messages", api: "anthropic-messages", encoder: anthropicEncoder },
  { suffix: "/chat/completions", api: "openai-completions", encoder: openAiChatEncoder },
  { suffix: "/responses", api: "openai-responses", encoder: openAiResponsesEncoder },
];

/** Starts on a random port, or on `port`. */
export async function startModelServer(options: { readonly port?: number } = {}): Promise<ModelServer> {
  let requests: CapturedRequest[] = [];
  let queue: Reply[] = [];
  const sayOk = (): Reply => ({ text: "ok" });
  let answer: (request: CapturedRequest) => Reply = sayOk;
  let waiting: { readonly n: number; readonly resolve: (request: CapturedRequest) => void }[] = [];
  let connections = 0;
  const connectionOf = new WeakMap<object, number>();

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.on("connection", (socket) => {
    connections += 1;
    connectionOf.set(socket, connections);
    socket.setNoDelay(true);
  });
  server.keepAliveTimeout = 60_000;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const rawBody = await readBody(request);
    const body = parseBody(rawBody);
    const path = request.url ?? "/";
    const pathname = path.split("?")[0] ?? path;
    const known = request.method === "POST" ? APIS.find((one) => pathname.endsWith(one.suffix)) : undefined;
    const fields = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
    let scriptCut = false;
    const closed = new Promise<"finished" | "left" | "cut">((resolve) => {
      response.on("close", () =>
        resolve(scriptCut ? "cut" : response.writableFinished ? "finished" : "left"),
      );
    });
    const captured: CapturedRequest = {
      index: requests.length + 1,
      method: request.method ?? "",
      path,
      headers: request.headers,
      rawHeaders: request.rawHeaders,
      body,
      rawBody,
      api: known?.api ?? null,
      stream: fields.stream === true,
      connection: connectionOf.get(request.socket) ?? 0,
      receivedAt: Date.now(),
      closed,
    };
    requests.push(captured);
    const reached = waiting.filter((one) => one.n <= captured.index);
    waiting = waiting.filter((one) => one.n > captured.index);
    for (const one of reached) one.resolve(captured);

    if (known === undefined) {
      response.writeHead(404, { "content-type": "application/json" });
      response.end('{"type":"error","error":{"type":"not_found_error","message":"Not found"}}');
      return;
    }
    const steps = planReply(queue.shift() ?? answer(captured), {
      encoder: known.encoder,
      stream: captured.stream,
      model: typeof fields.model === "string" ? fields.model : "scripted",
      sequence: captured.index,
    });
    await play(steps, response, () => {
      scriptCut = true;
    });
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return requests;
    },
    get connections() {
      return connections;
    },
    reply(...replies) {
      queue.push(...replies);
    },
    respond(next) {
      answer = next;
    },
    waitForRequest(n) {
      const arrived = requests[n - 1];
      if (arrived !== undefined) return Promise.resolve(arrived);
      return new Promise((resolve) => {
        waiting.push({ n, resolve });
      });
    },
    reset() {
      requests = [];
      queue = [];
      answer = sayOk;
    },
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function play(steps: readonly Step[], response: ServerResponse, onCut: () => void): Promise<void> {
  const left = new Promise<void>((resolve) => {
    response.once("close", resolve);
  });
  let written = Promise.resolve();
  for (const step of steps) {
    if (response.destroyed) return;
    switch (step.do) {
      case "head":
        response.writeHead(step.status, step.headers);
        response.flushHeaders();
        break;
      case "send":
        if (step.text === "") break;
        written = new Promise((resolve) => {
          response.write(step.text, () => resolve());
        });
        if (response.writableNeedDrain) await Promise.race([written, left]);
        break;
      case "wait":
        await Promise.race([step.until, left]);
        break;
      case "delay":
        await new Promise<void>((resolve) => setTimeout(resolve, step.ms));
        break;
      case "cut":
        onCut();
        // What was written must reach the client before the connection breaks.
        await Promise.race([written, left]);
        response.socket?.destroy();
        return;
      case "stall":
        return;
      case "end":
        response.end();
        break;
    }
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function parseBody(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

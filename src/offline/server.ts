/**
 * The offline model: an HTTP server on this machine that speaks Anthropic Messages, OpenAI Chat and OpenAI Responses, so that
 * both engines run as they would against a provider. It has fixed answers and uses the offered tools when asked in plain words.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import { IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { ChatCompletionRequest, Fixture, FixtureResponse } from "@copilotkit/aimock";
import { type OfflineReply, replyTo } from "./reply.ts";
import { type BodyFacts, bodyFacts, type OfflineRequest, readRequest } from "./request.ts";

export interface OfflineModelOptions {
  /** Pace of the stream; 0 sends everything at once. Default 75. */
  readonly tokensPerSecond?: number;
  /** Milliseconds before the first byte of the stream. Default 60, or 0 when `tokensPerSecond` is 0. */
  readonly firstTokenMs?: number;
}

export interface OfflineModel {
  /** `http://127.0.0.1:<port>`; the OpenAI APIs are below `/v1` of it. */
  readonly baseUrl: string;
  /** Ends running answers and frees the port; idempotent. */
  close(): Promise<void>;
}

const CHARS_PER_TOKEN = 4;
const CHARS_PER_CHUNK = 6;
const MAX_BODY_BYTES = 64 * 1024 * 1024;
const ROUTES = new Set([
  "POST /v1/messages",
  "POST /v1/chat/completions",
  "POST /v1/responses",
  "GET /v1/models",
]);

/** Starts the offline model on a free port of the loopback interface. It does not keep the process alive by itself. */
export async function startOfflineModel(options: OfflineModelOptions = {}): Promise<OfflineModel> {
  const { createServer } = await import("@copilotkit/aimock");
  const pace = options.tokensPerSecond ?? 75;
  const facts = new AsyncLocalStorage<BodyFacts>();
  const fixture: Fixture = {
    match: { predicate: () => true },
    response: (request) => answer(request, facts.getStore() ?? { thinking: false, images: 0, chars: 0 }),
    chunkSize: CHARS_PER_CHUNK,
    ...(pace > 0
      ? {
          streamingProfile: {
            ttft: options.firstTokenMs ?? 60,
            tps: (pace * CHARS_PER_TOKEN) / CHARS_PER_CHUNK,
          },
        }
      : {}),
  };
  // The journal keeps whole requests and is readable over HTTP: one entry is the least it can be set to.
  const { server, url } = await createServer([fixture], { host: "127.0.0.1", port: 0, journalMaxEntries: 1 });
  guard(server, facts);
  server.unref();
  let closed: Promise<void> | undefined;
  return {
    baseUrl: url,
    close() {
      closed ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

/**
 * Puts a check before the server's own listener: only the model routes, never a browser's page, and the body read once
 * beforehand, because the server's common form of a request leaves out thinking and images.
 */
function guard(server: Server, facts: AsyncLocalStorage<BodyFacts>): void {
  const serve = server.listeners("request")[0] as (
    request: IncomingMessage,
    response: ServerResponse,
  ) => void;
  server.removeAllListeners("request");
  server.on("request", async (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? "/").split("?", 1)[0]!;
    if (request.headers.origin !== undefined || !ROUTES.has(`${request.method} ${path}`)) {
      response.writeHead(404, { "content-type": "application/json" });
      response.end('{"type":"error","error":{"type":"not_found_error","message":"Not found"}}');
      return;
    }
    const raw = await readBody(request);
    if (raw === null) {
      request.destroy();
      return;
    }
    facts.run(bodyFacts(raw.toString("utf8")), () => serve(replay(request, raw), response));
  });
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) return null;
      chunks.push(chunk);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}

function replay(request: IncomingMessage, body: Buffer): IncomingMessage {
  const copy = new IncomingMessage(request.socket);
  copy.method = request.method;
  copy.url = request.url;
  copy.headers = request.headers;
  // Without it the end of the copy would count as a broken request and close the socket.
  copy.complete = true;
  copy.push(body);
  copy.push(null);
  return copy;
}

function answer(request: ChatCompletionRequest, facts: BodyFacts): FixtureResponse {
  const read = readRequest(request, facts);
  const reply = cut(replyTo(read), read);
  const digest = createHash("sha256").update(JSON.stringify(request.messages)).digest("hex").slice(0, 22);
  const shared = {
    id: `msg_${digest}`,
    usage: usageOf(read, reply),
    ...(reply.reasoning === null
      ? {}
      : { reasoning: reply.reasoning, reasoningSignature: `offline-${digest}` }),
    ...(reply.cut ? { finishReason: "length" } : {}),
  };
  if (reply.calls.length === 0) return { content: reply.text, ...shared };
  const toolCalls = reply.calls.map((call, index) => ({
    id: `toolu_${digest}${index}`,
    name: call.name,
    arguments: JSON.stringify(call.input),
  }));
  return reply.text === "" ? { toolCalls, ...shared } : { content: reply.text, toolCalls, ...shared };
}

/** Keeps the request's limit of output tokens, as a provider would. */
function cut(reply: OfflineReply, request: OfflineRequest): OfflineReply & { readonly cut: boolean } {
  const limit = (request.maxTokens ?? Number.POSITIVE_INFINITY) * CHARS_PER_TOKEN;
  if (reply.calls.length > 0 || reply.text.length <= limit) return { ...reply, cut: false };
  return { ...reply, text: reply.text.slice(0, limit), cut: true };
}

function usageOf(request: OfflineRequest, reply: OfflineReply): Record<string, number> {
  const input = tokens(request.chars);
  const output = tokens(
    (reply.reasoning?.length ?? 0) + reply.text.length + JSON.stringify(reply.calls).length,
  );
  return { input_tokens: input, output_tokens: output, prompt_tokens: input, completion_tokens: output };
}

function tokens(chars: number): number {
  return Math.max(1, Math.ceil(chars / CHARS_PER_TOKEN));
}

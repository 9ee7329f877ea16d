/**
 * The loopback relay: what a child process takes for its provider. It checks the route's token, lets the engine correct the body,
 * and hands the request to the scope that is bound; the answer streams back as it comes. It sees no key.
 */
import { randomBytes } from "node:crypto";
import type { Server as HttpServer, IncomingMessage, ServerResponse } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { TandemError } from "../kernel/errors.ts";
import { isModelCall } from "./endpoint.ts";
import { LOCAL_HEADERS, type LocalErrorType, localBody } from "./local-answer.ts";
import { hideText } from "./relay-body.ts";
import type { Relay, RelayRoute, Rewrite, Rewritten, TransportScope } from "./transport.ts";

const TOKEN_BYTES = 24;
/** Above every provider's own limit for a request. */
const LARGEST_BODY = 128 * 1024 * 1024;
const NOT_FORWARDED = new Set(["host", "content-length", "connection", "transfer-encoding", "expect"]);

interface Route {
  scope: TransportScope | null;
  rewrite: Rewrite;
  readonly hidden: Set<string>;
  readonly open: Set<AbortController>;
}

/** Nothing listens before the first route. An idle relay does not keep the process alive. */
export function createRelay(): Relay {
  const routes = new Map<string, Route>();
  const sockets = new Set<Socket>();
  let http: Promise<HttpServer> | null = null;
  // To start a child takes only the port. HTTP, which takes about 25 ms to load, is there before the child's first request.
  const loadHttp = () => {
    http ??= createHttp(routes);
    return http;
  };
  const server = createServer(
    { allowHalfOpen: true, noDelay: true, pauseOnConnect: true },
    async (socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      (await loadHttp()).emit("connection", socket);
      socket.resume();
    },
  );
  server.unref();
  let listening: Promise<string> | null = null;

  return {
    async route(): Promise<RelayRoute> {
      listening ??= listen(server);
      const baseUrl = await listening;
      const token = randomBytes(TOKEN_BYTES).toString("hex");
      const route: Route = { scope: null, rewrite: (body) => body, hidden: new Set(), open: new Set() };
      routes.set(token, route);
      return {
        baseUrl,
        token,
        bind: (scope) => {
          route.scope = scope;
        },
        hide: (text) => {
          route.hidden.add(text);
        },
        rewrite: (change) => {
          route.rewrite = change;
        },
        close: () => {
          routes.delete(token);
          route.scope = null;
          for (const controller of route.open) controller.abort();
        },
      };
    },
    async load() {
      await loadHttp();
    },
    async close() {
      routes.clear();
      if (listening === null) return;
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
    },
  };
}

/** Listens to nothing by itself: it is handed its connections. */
async function createHttp(routes: ReadonlyMap<string, Route>): Promise<HttpServer> {
  // By `import` every export would be read, among them those that load Node's own copy of undici.
  const { createServer } = process.getBuiltinModule("node:http");
  const server = createServer((request, response) => {
    // An engine's connection may break at any moment; then there is nobody left to answer.
    handle(routes, request, response).catch(() => response.destroy());
  });
  // The child keeps its connection between turns. Closing it first would race with its next request.
  server.keepAliveTimeout = 0;
  return server;
}

async function handle(
  routes: ReadonlyMap<string, Route>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const route = routes.get(tokenOf(request));
  if (route === undefined) {
    return refuse(request, response, 401, "authentication_error", "This relay does not know this token.");
  }
  const url = new URL(request.url ?? "/", "http://relay");
  if (!isModelCall("anthropic-messages", request.method ?? "", url)) {
    return refuse(request, response, 404, "not_found_error", "Only model calls go through here.");
  }
  const left = new AbortController();
  route.open.add(left);
  response.once("close", () => {
    route.open.delete(left);
    if (!response.writableFinished) left.abort();
  });
  const received = await readBody(request);
  if (received === null) {
    return refuse(request, response, 413, "request_too_large", "The request is too large.");
  }
  let changed: Rewritten;
  try {
    changed = await route.rewrite(hideText(received, route.hidden), request.headers);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refuse(request, response, 400, "tandem_request_not_prepared", message);
  }
  if (left.signal.aborted) {
    response.destroy();
    return;
  }
  // Looked up only now: the request may have waited for a turn that has ended since.
  const { body, scope } = typeof changed === "string" ? { body: changed, scope: route.scope } : changed;
  if (scope === null) {
    const why =
      typeof changed === "string"
        ? "No turn is running on this engine."
        : "Nobody asked for this request; it was not sent.";
    return refuse(request, response, 400, "tandem_unexpected_request", why);
  }
  await pass(scope, { url, headers: headersOf(request), body, signal: left.signal }, response);
}

async function pass(
  scope: Pick<TransportScope, "fetch">,
  request: {
    readonly url: URL;
    readonly headers: Headers;
    readonly body: string;
    readonly signal: AbortSignal;
  },
  response: ServerResponse,
): Promise<void> {
  const { url, headers, body, signal } = request;
  let answer: Response;
  try {
    answer = await scope.fetch(url, { method: "POST", headers, body, signal });
  } catch (error) {
    if (signal.aborted || (error instanceof Error && error.name === "AbortError")) {
      response.destroy();
      return;
    }
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const message = cause instanceof Error ? cause.message : String(cause);
    response.writeHead(502, LOCAL_HEADERS);
    response.end(localBody("anthropic-messages", "tandem_upstream_failed", message));
    return;
  }
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.flushHeaders();
  if (answer.body === null) {
    response.end();
    return;
  }
  const reader = answer.body.getReader();
  const gone = new Promise<void>((resolve) => {
    response.once("close", resolve);
  });
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (response.destroyed) break;
      if (!response.write(part.value)) {
        await Promise.race([new Promise<void>((resolve) => response.once("drain", resolve)), gone]);
      }
    }
  } catch {
    // The answer broke off: the child must see that, not a good end. The scope knows why.
    response.destroy();
    return;
  }
  response.end();
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    const onError = (cause: Error) => {
      reject(
        new TandemError({
          code: "runtime_unavailable",
          message: "The loopback relay could not start to listen on 127.0.0.1.",
          cause,
        }),
      );
    };
    server.once("error", onError);
    server.listen(0, "127.0.0.1", () => {
      server.removeListener("error", onError);
      resolve();
    });
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function tokenOf(request: IncomingMessage): string {
  const key = request.headers["x-api-key"];
  if (typeof key === "string") return key;
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || NOT_FORWARDED.has(name)) continue;
    headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Read to its end all the same, so that the answer can be sent.
    if (length <= LARGEST_BODY) chunks.push(chunk);
  }
  if (length > LARGEST_BODY) return null;
  return Buffer.concat(chunks).toString("utf8");
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  type: LocalErrorType,
  message: string,
): void {
  // The rest of the body, if any, is let go so that the connection can be used again.
  request.resume();
  response.writeHead(status, LOCAL_HEADERS);
  response.end(localBody("anthropic-messages", type, message));
}

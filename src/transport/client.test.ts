import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ModelServer, startModelServer, type WireApi } from "../../parity/wire/model-server.ts";
import { TandemError } from "../kernel/errors.ts";
import {
  handClock,
  openScope,
  PATHS,
  plainTransport,
  provider,
  REQUEST_BODY,
  SECRET,
} from "./transport.fixture.ts";
import type { ModelTransport } from "./transport.ts";

let server: ModelServer;
let transport: ModelTransport;
beforeAll(async () => {
  server = await startModelServer();
});
beforeEach(() => {
  server.reset();
  transport = plainTransport();
});
afterEach(() => transport.close());
afterAll(() => server.close());

const APIS = Object.keys(PATHS) as WireApi[];

describe.each(APIS)("on %s", (api) => {
  test("a good answer passes unchanged and is one attempt", async () => {
    const { ask, attempts, phases, scope } = openScope(transport, server, api);
    server.reply({ reasoning: "hm", text: "hello", toolCalls: [{ name: "ls", input: {} }] });
    const { status, text } = await ask();
    expect(status).toBe(200);
    expect(text).toContain("hello".slice(0, 2));
    expect(phases).toEqual(["started 1", "ended 1"]);
    expect(attempts).toMatchObject([
      {
        index: 1,
        runtime: "pi",
        provider: "loop",
        model: "m-1",
        profile: "main",
        outcome: "ok",
        reason: null,
        message: null,
        status: 200,
        retryAfterMs: null,
      },
    ]);
    expect(attempts[0]!.firstByteMs).toBeLessThanOrEqual(attempts[0]!.durationMs);
    expect(scope.failure).toBeNull();
  });

  test("the provider's key replaces whatever the engine sent", async () => {
    const { ask } = openScope(transport, server, api);
    await ask({
      headers: {
        "x-api-key": "stand-in",
        authorization: "Bearer stand-in",
        cookie: "stand-in",
        "accept-encoding": "gzip",
        connection: "x-hop, close",
        "x-hop": "1",
        "x-kept": "yes",
      },
    });
    const { headers, rawHeaders, rawBody } = server.requests[0]!;
    expect(JSON.stringify(rawHeaders)).not.toContain("stand-in");
    expect(headers).toMatchObject({ "x-kept": "yes", "accept-encoding": "identity" });
    expect(headers["x-hop"]).toBeUndefined();
    if (api === "anthropic-messages") {
      expect(headers["x-api-key"]).toBe(SECRET);
      expect(headers.authorization).toBeUndefined();
    } else {
      expect(headers.authorization).toBe(`Bearer ${SECRET}`);
      expect(headers["x-api-key"]).toBeUndefined();
    }
    expect(rawBody).toBe(REQUEST_BODY);
  });

  test("facts of an HTTP error reach the failure, and the engine sees the answer", async () => {
    const { ask, attempts, scope } = openScope(transport, server, api);
    server.reply({ status: 429, headers: { "retry-after": "7" } });
    const { status, text } = await ask();
    expect(status).toBe(429);
    expect(text).toContain("Scripted error 429");
    expect(scope.failure).toEqual({
      kind: "rate_limit",
      status: 429,
      providerType: "rate_limit_error",
      providerCode: api === "anthropic-messages" ? null : "rate_limit_exceeded",
      message: "Scripted error 429",
      retryAfterMs: 7_000,
      socketCode: null,
      stage: "headers",
      idle: false,
    });
    expect(attempts).toMatchObject([
      {
        outcome: "failed",
        reason: "rate_limit",
        status: 429,
        retryAfterMs: 7_000,
        message: "Scripted error 429",
      },
    ]);
  });

  test("an error event inside a good stream is a failure, after content or before", async () => {
    const { ask, attempts, scope } = openScope(transport, server, api);
    server.reply({ sseError: { type: "overloaded_error", code: "oops", message: "Overloaded" } });
    await ask();
    expect(scope.failure).toMatchObject({ status: 200, message: "Overloaded", stage: "headers" });
    expect([scope.failure?.providerType, scope.failure?.providerCode]).toContain(
      api === "openai-responses" ? "oops" : "overloaded_error",
    );
    server.reply({ sseError: { message: "Overloaded", at: "after-first-delta" } });
    await ask();
    expect(scope.failure).toMatchObject({ status: 200, message: "Overloaded", stage: "stream" });
    expect(attempts.map((attempt) => attempt.outcome)).toEqual(["failed", "failed"]);
  });

  test.each([
    ["cut", { cut: "after-first-delta" }, "stream"],
    ["cut inside a tool call", { cut: "in-tool-json" }, "stream"],
    ["cut before any content", { cut: "after-start" }, "headers"],
  ] as const)("a stream that is %s breaks for the engine too", async (_name, fault, stage) => {
    const { ask, attempts, scope } = openScope(transport, server, api);
    server.reply(fault);
    await expect(ask()).rejects.toThrow();
    expect(scope.failure).toMatchObject({ kind: "network", status: 200, stage, idle: false });
    expect(scope.failure?.socketCode).toBe("UND_ERR_SOCKET");
    expect(attempts).toMatchObject([{ outcome: "failed", status: 200 }]);
  });

  test.each([
    ["without its last events", { end: "after-block" }, "stream", /ended before its terminal event/],
    ["without a byte", { empty: "body" }, "headers", /body is empty/],
    ["with an HTML page", { malformed: "html" }, "headers", /<title>502 Bad Gateway/],
    ["with noise", { malformed: "not-sse" }, "headers", /malformed response: .*no event stream/],
  ] as const)("a 200 %s is a failure", async (_name, fault, stage, message) => {
    const { ask, attempts, scope } = openScope(transport, server, api);
    server.reply(fault);
    expect((await ask()).status).toBe(200);
    expect(scope.failure).toMatchObject({ kind: "network", status: 200, stage });
    expect(scope.failure?.message).toMatch(message);
    expect(attempts).toHaveLength(1);
  });

  test("a garbled event is not passed on: the answer breaks off before it", async () => {
    const { ask, scope } = openScope(transport, server, api);
    server.reply({ malformed: "broken-json" });
    await expect(ask()).rejects.toThrow();
    expect(scope.failure).toMatchObject({ kind: "network", status: 200, stage: "stream" });
    expect(scope.failure?.message).toMatch(/malformed response: .*"ind$/);
  });

  test("a failure says whether the engine had been given the start of the answer", async () => {
    const { ask, scope } = openScope(transport, server, api);
    server.reply({ status: 500 });
    await ask();
    expect(scope.failure?.passedOn).toBeUndefined();
    const { promise: until, resolve: cut } = Promise.withResolvers<void>();
    server.reply({ cut: "after-start", until });
    scope.expect();
    const response = await scope.fetch(`http://engine${PATHS[api]}`, { method: "POST", body: "{}" });
    cut();
    await expect(response.text()).rejects.toThrow();
    expect(scope.failure).toMatchObject({ kind: "network", passedOn: true });
  });

  test("an event of an unknown name disturbs nothing, and a message may be empty or cut by a limit", async () => {
    const { ask, attempts, scope } = openScope(transport, server, api);
    server.reply({ malformed: "unknown-event" }, { empty: "content" }, { text: "x", stop: "max_tokens" });
    for (let request = 0; request < 3; request += 1) await ask();
    expect(attempts.map((attempt) => attempt.outcome)).toEqual(["ok", "ok", "ok"]);
    expect(scope.failure).toBeNull();
  });

  test("a whole JSON answer is judged as well", async () => {
    const { ask, attempts } = openScope(transport, server, api);
    const body = JSON.stringify({ model: "m-1", stream: false });
    await ask({ body });
    server.reply({ status: 200, body: { error: { type: "server_error", message: "no luck" } } });
    await ask({ body });
    expect(attempts).toMatchObject([
      { outcome: "ok" },
      { outcome: "failed", message: "no luck", status: 200 },
    ]);
  });

  test("a silent provider is cut by the idle limit", async () => {
    for (const stall of ["before-headers", "after-headers", "after-first-delta"] as const) {
      server.reset();
      const clock = handClock();
      const timed = plainTransport({ clock });
      const { ask, attempts, scope } = openScope(timed, server, api, { idleTimeoutMs: 5_000 });
      server.reply({ stall });
      const asked = ask();
      const outcome = expect(asked).rejects.toThrow();
      const request = await server.waitForRequest(1);
      clock.pass(4_000);
      expect(attempts).toEqual([]);
      // However far the bytes sent before the silence have come by now, this is past the limit after them.
      clock.pass(1_000_000);
      expect(await request.closed).toBe("left");
      await outcome;
      expect(scope.failure).toMatchObject({ kind: "timeout", idle: true });
      await timed.close();
    }
  });
});

describe("who may send", () => {
  test("a request that nobody asked for never leaves", async () => {
    const { ask, attempts, scope } = openScope(transport, server, "anthropic-messages");
    server.reply({ status: 529 });
    expect((await ask()).status).toBe(529);
    // An engine that would try again by itself.
    const again = await scope.fetch("http://engine/v1/messages", { method: "POST", body: REQUEST_BODY });
    expect(again.status).toBe(400);
    expect(again.headers.get("x-should-retry")).toBe("false");
    expect(await again.json()).toMatchObject({
      type: "error",
      error: { type: "tandem_unexpected_request" },
    });
    expect(scope.refused).toBe(1);
    expect(scope.failure).toMatchObject({ status: 529 });
    expect(attempts).toHaveLength(1);
    expect(server.requests).toHaveLength(1);
  });

  test("each grant lets one request through", async () => {
    const { scope } = openScope(transport, server, "openai-completions");
    scope.expect();
    scope.expect();
    const statuses: number[] = [];
    for (let request = 0; request < 3; request += 1) {
      const response = await scope.fetch("http://x/v1/chat/completions", { method: "POST", body: "{}" });
      await response.text();
      statuses.push(response.status);
    }
    expect(statuses).toEqual([200, 200, 400]);
  });

  test("a limit of the turn stops the request before it leaves", async () => {
    const { ask, attempts, scope } = openScope(transport, server, "anthropic-messages", {
      admit: () => ({ admit: false, reason: "max_budget" }),
    });
    expect((await ask()).status).toBe(400);
    expect(scope.limit).toBe("max_budget");
    expect(scope.refused).toBe(0);
    expect(attempts).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  test("another path than a model call is answered here", async () => {
    const { ask, scope } = openScope(transport, server, "anthropic-messages");
    expect((await ask({ path: "/v1/messages/count_tokens" })).status).toBe(404);
    expect((await scope.fetch("http://engine/api/hello", { method: "HEAD" })).status).toBe(404);
    expect(server.requests).toEqual([]);
  });

  test("without a usable credential nothing leaves, and the error is kept", async () => {
    const error = new TandemError({ code: "missing_auth", message: "No key for loop." });
    const { ask, attempts, scope } = openScope(transport, server, "anthropic-messages", {
      credential: () => Promise.reject(error),
    });
    expect((await ask()).status).toBe(401);
    expect(scope.credentialError).toBe(error);
    expect(scope.failure).toMatchObject({ kind: "auth", status: null });
    expect(attempts).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  test("a provider without keys gets none", async () => {
    const { ask } = openScope(transport, server, "openai-completions", {
      provider: provider(server, "openai-completions", { auth: "none", headers: { "X-Tenant": "abc" } }),
      credential: async () => null,
    });
    await ask();
    const { headers } = server.requests[0]!;
    expect(headers["x-tenant"]).toBe("abc");
    expect(headers.authorization ?? headers["x-api-key"]).toBeUndefined();
  });

  test("the credential is asked for before each request, so a rotated key is used at once", async () => {
    let key = 0;
    const { ask, attempts } = openScope(transport, server, "anthropic-messages", {
      credential: async () => {
        key += 1;
        return { profile: `p${key}`, secret: `sk-rotated-${key}` };
      },
      firstAttempt: 4,
    });
    await ask();
    await ask();
    expect(server.requests.map((request) => request.headers["x-api-key"])).toEqual([
      "sk-rotated-1",
      "sk-rotated-2",
    ]);
    expect(attempts.map((attempt) => [attempt.index, attempt.profile])).toEqual([
      [4, "p1"],
      [5, "p2"],
    ]);
  });
});

describe("stopping", () => {
  test("the run's signal ends an open stream and counts as aborted", async () => {
    const { attempts, controller, scope } = openScope(transport, server, "anthropic-messages");
    server.reply({ stall: "after-first-delta" });
    scope.expect();
    const response = await scope.fetch("http://x/v1/messages", { method: "POST", body: REQUEST_BODY });
    controller.abort();
    await expect(response.text()).rejects.toMatchObject({ name: "AbortError" });
    expect(attempts).toMatchObject([{ outcome: "aborted", reason: "aborted" }]);
    expect(scope.failure).toBeNull();
    expect(await server.requests[0]!.closed).toBe("left");
  });

  test("before the answer, the engine's own signal does the same", async () => {
    const { ask, attempts } = openScope(transport, server, "openai-responses");
    server.reply({ stall: "before-headers" });
    const controller = new AbortController();
    const outcome = expect(ask({ signal: controller.signal })).rejects.toMatchObject({ name: "AbortError" });
    const request = await server.waitForRequest(1);
    controller.abort();
    await outcome;
    expect(attempts).toMatchObject([{ outcome: "aborted" }]);
    expect(await request.closed).toBe("left");
  });

  test("an engine that stops reading in the middle leaves an aborted attempt", async () => {
    const { attempts, scope } = openScope(transport, server, "openai-completions");
    server.reply({ stall: "after-first-delta" });
    scope.expect();
    const response = await scope.fetch("http://x/v1/chat/completions", { method: "POST", body: "{}" });
    await response.body!.cancel();
    expect(attempts).toMatchObject([{ outcome: "aborted" }]);
    expect(await server.requests[0]!.closed).toBe("left");
  });

  test("close ends open requests and refuses later ones", async () => {
    const { ask, attempts, scope } = openScope(transport, server, "anthropic-messages");
    server.reply({ stall: "before-headers" });
    const outcome = expect(ask()).rejects.toMatchObject({ name: "AbortError" });
    await server.waitForRequest(1);
    scope.close();
    scope.close();
    await outcome;
    expect((await ask()).status).toBe(400);
    expect(attempts).toHaveLength(1);
    expect(server.requests).toHaveLength(1);
  });

  test("a run stopped before its request sends nothing", async () => {
    const { ask, attempts, controller } = openScope(transport, server, "anthropic-messages");
    controller.abort();
    await expect(ask()).rejects.toMatchObject({ name: "AbortError" });
    expect(attempts).toEqual([]);
    expect(server.requests).toEqual([]);
  });
});

describe("connections", () => {
  test("one connection serves the requests of several scopes, one after the other", async () => {
    const before = server.connections;
    for (let run = 0; run < 3; run += 1) {
      const { ask, scope } = openScope(transport, server, "anthropic-messages");
      await ask();
      scope.close();
    }
    expect(server.requests).toHaveLength(3);
    expect(server.connections - before).toBe(1);
  });

  test("a reader that leaves after the last event leaves a good attempt and an unbroken connection", async () => {
    const { attempts, scope } = openScope(transport, server, "anthropic-messages");
    scope.expect();
    const response = await scope.fetch("http://x/v1/messages", { method: "POST", body: REQUEST_BODY });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ""; !text.includes("message_stop"); ) text += (await reader.read()).value;
    expect(attempts).toMatchObject([{ outcome: "ok" }]);
    await reader.cancel();
    scope.close();
    expect(await server.requests[0]!.closed).toBe("finished");
    expect(attempts).toHaveLength(1);
  });

  test("no server there is a failed attempt with the socket's code", async () => {
    const gone = await startModelServer();
    await gone.close();
    const { ask, attempts, scope } = openScope(transport, gone, "anthropic-messages");
    await expect(ask()).rejects.toThrow("fetch failed");
    expect(scope.failure).toMatchObject({ status: null, socketCode: "ECONNREFUSED", stage: "connect" });
    expect(attempts).toMatchObject([{ outcome: "failed", status: null, firstByteMs: null }]);
  });

  test("a redirect is not followed", async () => {
    const { ask, scope } = openScope(transport, server, "anthropic-messages");
    server.reply({ status: 307, body: "", headers: { location: "/v1/messages" } });
    expect((await ask()).status).toBe(307);
    expect(scope.failure).toMatchObject({ status: 307 });
    expect(server.requests).toHaveLength(1);
  });

  test("a failure is forgotten once a request went well", async () => {
    const { ask, scope } = openScope(transport, server, "anthropic-messages");
    server.reply({ status: 500 });
    await ask();
    expect(scope.failure).not.toBeNull();
    await ask();
    expect(scope.failure).toBeNull();
  });
});

describe("a gateway that compresses all the same", () => {
  test.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
    ["deflate", deflateSync],
    ["zstd", zstdCompressSync],
  ] as const)("%s is undone, for answers and errors", async (encoding, compress) => {
    let answer = { status: 200, body: 'data: {"choices":[]}\n\ndata: [DONE]\n\n' };
    const gateway = createServer((_request, response) => {
      response.writeHead(answer.status, { "content-encoding": encoding }).end(compress(answer.body));
    });
    await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
    const { port } = gateway.address() as AddressInfo;
    const { ask, scope } = openScope(transport, server, "openai-completions", {
      provider: provider(server, "openai-completions", { baseUrl: `http://127.0.0.1:${port}` }),
    });
    expect(await ask()).toEqual({ status: 200, text: answer.body });
    expect(scope.failure).toBeNull();
    answer = { status: 503, body: '{"error":{"message":"busy"}}' };
    expect(await ask()).toEqual({ status: 503, text: answer.body });
    expect(scope.failure).toMatchObject({ status: 503, message: "busy" });
    await new Promise((resolve) => {
      gateway.close(resolve);
      gateway.closeAllConnections();
    });
  });
});

describe("keys stay inside", () => {
  test("a provider that repeats the key in an error does not get it any further", async () => {
    const logged: unknown[] = [];
    const logging = plainTransport({ logger: { debug: (...line) => logged.push(line) } });
    const { ask, attempts, scope } = openScope(logging, server, "openai-completions");
    const message = `Incorrect API key provided: ${SECRET}.`;
    server.reply(
      { status: 401, body: { error: { message, code: "invalid_api_key" } }, headers: { "x-echo": SECRET } },
      { status: 500, body: `<html>${SECRET}</html>` },
      { sseError: { message } },
      { cut: "before-headers" },
    );
    const seen: unknown[] = [await ask(), await ask(), await ask()];
    seen.push(scope.failure, await ask().catch((error: Error) => [error.message, error.stack, error.cause]));
    expect(attempts).toHaveLength(4);
    expect(attempts[0]!.message).toBe("Incorrect API key provided: [redacted].");
    expect(JSON.stringify([seen, attempts, logged, scope.failure])).not.toContain(SECRET);
    await logging.close();
  });
});

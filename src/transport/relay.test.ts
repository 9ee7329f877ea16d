import { request as httpRequest } from "node:http";
import { networkInterfaces } from "node:os";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ModelServer, startModelServer } from "../../parity/wire/model-server.ts";
import { createRelay } from "./relay.ts";
import { type Opened, openScope, plainTransport, REQUEST_BODY, SECRET } from "./transport.fixture.ts";
import type { ModelTransport, Relay, RelayRoute } from "./transport.ts";

let server: ModelServer;
let transport: ModelTransport;
let relay: Relay;
let route: RelayRoute;
let opened: Opened;
beforeAll(async () => {
  server = await startModelServer();
});
beforeEach(async () => {
  server.reset();
  transport = plainTransport();
  relay = createRelay();
  route = await relay.route();
  opened = openScope(transport, server, "anthropic-messages");
  route.bind(opened.scope);
});
afterEach(async () => {
  await relay.close();
  await transport.close();
});
afterAll(() => server.close());

/** As the child would ask. */
function ask(init: RequestInit & { path?: string; key?: string } = {}): Promise<Response> {
  const { path = "/v1/messages?beta=true", key = route.token, ...rest } = init;
  return fetch(route.baseUrl + path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": key, "accept-encoding": "gzip, br" },
    body: REQUEST_BODY,
    ...rest,
  });
}

async function errorOf(response: Response): Promise<{ status: number; type: unknown }> {
  const body = (await response.json()) as { type: string; error: { type: string } };
  expect(body.type).toBe("error");
  return { status: response.status, type: body.error.type };
}

describe("who is answered", () => {
  test("a child with its token reaches the provider, with the real key and without the token", async () => {
    opened.scope.expect();
    const response = await ask();
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("message_stop");
    const captured = server.requests[0]!;
    expect(captured.path).toBe("/v1/messages?beta=true");
    expect(captured.headers["x-api-key"]).toBe(SECRET);
    expect(captured.headers["accept-encoding"]).toBe("identity");
    expect(captured.headers.host).toBe(new URL(server.url).host);
    expect(JSON.stringify(captured.rawHeaders)).not.toContain(route.token);
    expect(opened.attempts).toMatchObject([{ outcome: "ok" }]);
  });

  test("a token may come as a bearer token; a wrong or missing one gets 401 and goes nowhere", async () => {
    opened.scope.expect();
    expect(await errorOf(await ask({ key: "wrong" }))).toEqual({ status: 401, type: "authentication_error" });
    expect(await errorOf(await ask({ headers: {} }))).toEqual({ status: 401, type: "authentication_error" });
    expect(server.requests).toEqual([]);
    const response = await ask({ headers: { authorization: `Bearer ${route.token}` } });
    expect(response.status).toBe(200);
  });

  test("an unbound route refuses, and so does a closed one", async () => {
    opened.scope.expect();
    route.bind(null);
    expect(await errorOf(await ask())).toEqual({ status: 400, type: "tandem_unexpected_request" });
    route.bind(opened.scope);
    route.close();
    expect(await errorOf(await ask())).toEqual({ status: 401, type: "authentication_error" });
    expect(server.requests).toEqual([]);
  });

  test("each route has its own token and scope", async () => {
    const other = await relay.route();
    expect(other.token).not.toBe(route.token);
    expect(other.baseUrl).toBe(route.baseUrl);
    opened.scope.expect();
    expect((await ask({ key: other.token })).status).toBe(400);
    expect((await ask()).status).toBe(200);
  });

  test("a hidden retry or continuation of the child is refused and counted", async () => {
    opened.scope.expect();
    server.reply({ text: "half", stop: "max_tokens" });
    await (await ask()).text();
    expect(await errorOf(await ask())).toEqual({ status: 400, type: "tandem_unexpected_request" });
    expect(opened.scope.refused).toBe(1);
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ["HEAD", "/api/hello"],
    ["POST", "/v1/messages/count_tokens?beta=true"],
    ["GET", "/v1/models?limit=1000"],
  ])("%s %s is answered with 404 and never leaves", async (method, path) => {
    opened.scope.expect();
    const response = await ask({ method, path, body: method === "POST" ? "{}" : undefined });
    expect(response.status).toBe(404);
    expect(opened.scope.refused).toBe(0);
    expect(server.requests).toEqual([]);
  });

  test("it listens on the loopback address only", async () => {
    expect(new URL(route.baseUrl).hostname).toBe("127.0.0.1");
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter((one) => one !== undefined && one.family === "IPv4" && !one.internal)
      .map((one) => one!.address);
    // Another loopback address stands for every other one where the machine has no network.
    for (const address of [...outside, "127.0.0.2"]) {
      const code = await new Promise((resolve) => {
        httpRequest({ host: address, port: new URL(route.baseUrl).port })
          .on("error", (error: NodeJS.ErrnoException) => resolve(error.code))
          .on("response", () => resolve("answered"))
          .end();
      });
      expect(code).toBe("ECONNREFUSED");
    }
  });
});

describe("the answer", () => {
  test("streams through event by event", async () => {
    let release = () => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    server.reply({ text: ["first", "second"], hold: { afterDeltas: 1, until } });
    opened.scope.expect();
    const response = await ask();
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let seen = "";
    while (!seen.includes("first")) seen += (await reader.read()).value;
    expect(seen).not.toContain("second");
    release();
    for (let part = await reader.read(); !part.done; part = await reader.read()) seen += part.value;
    expect(seen).toContain("message_stop");
  });

  test("keeps status, body and headers of an error", async () => {
    opened.scope.expect();
    server.reply({ status: 529, headers: { "retry-after": "3", "request-id": "req_7" } });
    const response = await ask();
    expect(response.headers.get("retry-after")).toBe("3");
    expect(response.headers.get("request-id")).toBe("req_7");
    expect(await errorOf(response)).toEqual({ status: 529, type: "overloaded_error" });
    expect(opened.scope.failure).toMatchObject({ status: 529, retryAfterMs: 3_000 });
  });

  test("breaks off for the child where it broke off for us", async () => {
    opened.scope.expect();
    server.reply({ cut: "after-first-delta" });
    const response = await ask();
    await expect(response.text()).rejects.toThrow();
    expect(opened.attempts).toMatchObject([{ outcome: "failed", reason: "network" }]);
  });

  test("tells a child of a provider that cannot be reached, without its key", async () => {
    opened.scope.expect();
    server.reply({ cut: "before-headers" });
    const response = await ask();
    expect(await errorOf(response)).toEqual({ status: 502, type: "tandem_upstream_failed" });
    expect(opened.scope.failure).toMatchObject({ status: null, socketCode: "UND_ERR_SOCKET" });
  });

  test("a reader that is behind holds the provider up, and nothing is lost", async () => {
    const text = Array.from({ length: 200 }, (_, index) => `${index}:${"x".repeat(40_000)};`);
    server.reply({ text });
    opened.scope.expect();
    const response = await ask();
    // Eight megabytes do not fit in what lies between, so the attempt cannot end before somebody reads, whatever else continues.
    for (let other = 0; other < 30; other += 1) await fetch(`${server.url}/other`);
    expect(opened.attempts).toEqual([]);
    const body = await response.text();
    for (const part of text) expect(body).toContain(part);
    expect(opened.attempts).toMatchObject([{ outcome: "ok" }]);
  });

  test("a child that goes away stops the request to the provider", async () => {
    server.reply({ stall: "after-first-delta" });
    opened.scope.expect();
    const controller = new AbortController();
    const response = await ask({ signal: controller.signal });
    expect(response.status).toBe(200);
    controller.abort();
    expect(await server.requests[0]!.closed).toBe("left");
    expect(opened.attempts).toMatchObject([{ outcome: "aborted" }]);
  });

  test("a stopped run drops the child's connection", async () => {
    server.reply({ stall: "before-headers" });
    opened.scope.expect();
    const outcome = expect(ask()).rejects.toThrow();
    await server.waitForRequest(1);
    opened.controller.abort();
    await outcome;
    expect(opened.attempts).toMatchObject([{ outcome: "aborted" }]);
  });

  test("closing the route ends what is open on it", async () => {
    server.reply({ stall: "before-headers" });
    opened.scope.expect();
    const outcome = expect(ask()).rejects.toThrow();
    await server.waitForRequest(1);
    route.close();
    await outcome;
    expect(await server.requests[0]!.closed).toBe("left");
  });
});

describe("the request body", () => {
  const user = (...texts: string[]) => ({
    role: "user",
    content: texts.map((text) => ({ type: "text", text })),
  });

  async function sent(messages: unknown[]): Promise<unknown> {
    opened.scope.expect();
    await (await ask({ body: JSON.stringify({ model: "m", stream: true, messages }) })).text();
    return (server.requests.at(-1)!.body as { messages: unknown }).messages;
  }

  test("a hidden text goes where it is a whole block, and nowhere else", async () => {
    route.hide("<go on>");
    expect(
      await sent([
        user("hi", "<go on>"),
        { role: "assistant", content: "say <go on>" },
        user("<go on>"),
        user("why <go on>?"),
        { role: "user", content: "<go on>" },
      ]),
    ).toEqual([user("hi"), { role: "assistant", content: "say <go on>" }, user("why <go on>?")]);
  });

  test("a cache mark on a hidden block moves to the block before it", async () => {
    route.hide("<go on>");
    const mark = { type: "ephemeral" };
    const result = { type: "tool_result", tool_use_id: "t", content: "done" };
    expect(
      await sent([
        { role: "user", content: [result, { type: "text", text: "<go on>", cache_control: mark }] },
      ]),
    ).toEqual([{ role: "user", content: [{ ...result, cache_control: mark }] }]);
  });

  test("without hidden text the bytes stay as they are", async () => {
    route.hide("<go on>");
    opened.scope.expect();
    const body = '{ "model":"m",  "stream":true, "messages":[{"role":"user","content":"ü \\u00fc"}] }';
    await (await ask({ body })).text();
    expect(server.requests[0]!.rawBody).toBe(body);
  });

  test("an engine may rewrite a body and hold it until it is ready", async () => {
    const held = Promise.withResolvers<string>();
    const reached = Promise.withResolvers<void>();
    route.rewrite(() => {
      reached.resolve();
      return held.promise;
    });
    opened.scope.expect();
    const asked = ask();
    await reached.promise;
    // The grant of a later step: the request waits through the change of scope.
    const next = openScope(transport, server, "anthropic-messages");
    next.scope.expect();
    route.bind(next.scope);
    held.resolve('{"model":"rewritten","stream":true}');
    await (await asked).text();
    expect(server.requests[0]!.body).toMatchObject({ model: "rewritten" });
    expect(next.attempts).toHaveLength(1);
    expect(opened.attempts).toHaveLength(0);
  });

  test("a request that cannot be prepared never leaves", async () => {
    route.rewrite(() => {
      throw new Error("the tool results are missing");
    });
    opened.scope.expect();
    expect(await errorOf(await ask())).toEqual({ status: 400, type: "tandem_request_not_prepared" });
    expect(server.requests).toEqual([]);
  });
});

test("a child keeps one connection to the relay, and the relay one to the provider", async () => {
  const before = server.connections;
  for (let turn = 0; turn < 4; turn += 1) {
    opened.scope.expect();
    await (await ask()).text();
  }
  expect(server.requests).toHaveLength(4);
  expect(server.connections - before).toBe(1);
});

test("an unused relay closes at once", async () => {
  await createRelay().close();
});

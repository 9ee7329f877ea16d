/** How a run ends when it does not simply end: limits, refusals, failures, aborts. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ModelServer, startModelServer } from "../../../parity/wire/model-server.ts";
import { APIS, assistant, drive, messagesOf, OFFERS, said, sequence, user } from "./drive.test-helper.ts";

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

describe.each(APIS)("%s", (api) => {
  test("a message cut by its limit ends the run: no tool of it runs, nothing more is asked", async () => {
    server.reply({
      text: "Writing",
      toolCalls: [{ name: "first", input: {}, rawInput: '{"n":' }],
      stop: "max_tokens",
    });
    const { result, events, calls, refused } = await drive(server, api, { tools: OFFERS });
    expect(result).toEqual({ outcome: "ok" });
    expect(refused).toBe(0);
    expect(messagesOf(events).map(({ stop }) => stop)).toEqual(["max_tokens"]);
    expect(calls).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  test("a refusal is a message of the model, not a failure", async () => {
    server.reply({ text: "I would rather", stop: "refusal" });
    const { result, events } = await drive(server, api);
    expect(result).toEqual({ outcome: "ok" });
    expect(messagesOf(events)).toMatchObject([{ stop: expect.stringMatching(/^(refusal|stop)$/) }]);
    if (api !== "openai-responses") expect(messagesOf(events)[0]!.stop).toBe("refusal");
    expect(server.requests).toHaveLength(1);
  });

  test.each([{ status: 529 }, { status: 400 }, { cut: "before-headers" }, { malformed: "html" }] as const)(
    "%o fails without a message",
    async (fault) => {
      server.reply(fault);
      const { result, events } = await drive(server, api);
      expect(result).toMatchObject({ outcome: "failed", message: expect.stringMatching(/./) });
      expect(result).not.toHaveProperty("partial");
      expect(messagesOf(events)).toEqual([]);
      expect(server.requests).toHaveLength(1);
    },
  );

  test("a stream that dies gives back what was shown", async () => {
    server.reply({ cut: "after-first-delta", text: ["Half of", " an answer"] });
    const { result, events } = await drive(server, api);
    expect(result).toMatchObject({
      outcome: "failed",
      partial: { stop: "error", content: [{ type: "text", text: "Half of" }] },
    });
    expect(messagesOf(events)).toEqual([]);
  });

  test("a request that the turn's limit refuses leaves no message", async () => {
    server.reply({ text: "Calling.", toolCalls: [{ name: "first", input: { n: 1 } }] });
    let requests = 0;
    const { result, events, limit } = await drive(server, api, {
      tools: OFFERS,
      admit: () => {
        requests += 1;
        return requests === 1 ? { admit: true } : { admit: false, reason: "max_turns" };
      },
    });
    expect(result.outcome).toBe("failed");
    expect(limit).toBe("max_turns");
    expect(messagesOf(events).map(({ stop }) => stop)).toEqual(["tool_calls"]);
    expect(sequence(events).filter((type) => type === "message-start")).toHaveLength(1);
    expect(server.requests).toHaveLength(1);
  });

  test("abort in the middle of a stream settles and closes the connection", async () => {
    server.reply({ stall: "after-first-delta", text: ["Half", " more"] });
    const controller = new AbortController();
    const { result } = await drive(server, api, {
      signal: controller.signal,
      emit: (event) => {
        if (event.type === "text-delta") controller.abort();
      },
    });
    expect(result).toEqual({ outcome: "aborted" });
    expect(await server.requests[0]!.closed).toBe("left");
  });

  test("abort settles while a tool hears nothing, and asks nothing more", async () => {
    server.reply({ toolCalls: [{ name: "first", input: { n: 1 } }] });
    const controller = new AbortController();
    let release = () => {};
    const { result } = await drive(server, api, {
      tools: OFFERS,
      signal: controller.signal,
      tool: () => {
        queueMicrotask(() => controller.abort());
        return new Promise((resolve) => {
          release = () => resolve(said("late"));
        });
      },
    });
    expect(result).toEqual({ outcome: "aborted" });
    release();
    expect(server.requests).toHaveLength(1);
  });
});

test("an aborted signal starts nothing", async () => {
  const { result, events } = await drive(server, "anthropic-messages", { signal: AbortSignal.abort() });
  expect(result).toEqual({ outcome: "aborted" });
  expect(events).toEqual([]);
  expect(server.requests).toHaveLength(0);
});

test("a history that ends with the assistant cannot be gone on from", async () => {
  const { result } = await drive(server, "anthropic-messages", {
    prompt: null,
    history: [user("One"), assistant([{ type: "text", text: "Two" }])],
  });
  expect(result).toMatchObject({ outcome: "failed", message: expect.stringContaining("continue") });
});

test("an error in a listener ends the run as a failure, not as a message of the model", async () => {
  server.reply({ text: "Hello" });
  const { result } = await drive(server, "anthropic-messages", {
    emit: (event) => {
      if (event.type === "text-delta") throw new Error("listener broke");
    },
  });
  expect(result).toMatchObject({ outcome: "failed", message: "listener broke" });
});

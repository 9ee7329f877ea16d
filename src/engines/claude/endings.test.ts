import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Lab, openLab, said, sequence, user } from "./drive.test-helper.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab({ spare: true });
});
afterAll(() => lab.close());
beforeEach(() => lab.server.reset());

const lastMessage = (events: readonly { type: string }[]) =>
  events.findLast((event) => event.type === "message");

test.each([
  ["max_tokens", { text: "Half a", stop: "max_tokens" as const }, "max_tokens"],
  ["refusal", { text: "I will", stop: "refusal" as const }, "refusal"],
  ["an empty reply", { empty: "content" as const }, "stop"],
])("%s ends the run as it is, and nobody asks the model to go on", async (_name, reply, stop) => {
  lab.server.reply(reply);
  const { result, events } = await lab.drive({ keepWarm: true, headAfter: () => "h1" });
  expect(result).toEqual({ outcome: "ok" });
  expect(lastMessage(events)).toMatchObject({ message: { stop } });
  const next = await lab.drive({ head: "h1", prompt: user("Next") });
  expect(next.result).toEqual({ outcome: "ok" });
  // The one before and this one: a process that had been told to continue would have sent more, or remember it.
  expect(lab.server.requests).toHaveLength(2);
  expect(JSON.stringify(lab.server.requests[1]?.body)).not.toContain("Hello");
});

test("a call cut off by the token limit never runs", async () => {
  const toolCalls = [
    { id: "toolu_1", name: "look", input: { path: "a" } },
    { id: "toolu_2", name: "look", input: {}, rawInput: '{"path": "b' },
  ];
  lab.server.reply({ toolCalls, stop: "max_tokens" });
  const { result, events, calls } = await lab.drive();
  expect(result).toEqual({ outcome: "ok" });
  expect(calls).toEqual([]);
  expect(lastMessage(events)).toMatchObject({
    message: { stop: "max_tokens", content: [{ id: "toolu_1" }, { id: "toolu_2", input: {} }] },
  });
});

test("a connection that breaks off is a failure, and no other request follows", async () => {
  lab.server.reply({ text: ["Half ", "an answer"], cut: "after-first-delta" });
  const { result, events } = await lab.drive();
  expect(result).toMatchObject({ outcome: "failed", kind: "server_error" });
  expect(sequence(events)).not.toContain("message");
  expect(lab.server.requests).toHaveLength(1);
});

test.each(["after-block", "before-terminal"] as const)(
  "a stream that ends %s is not a reply",
  async (end) => {
    lab.server.reply({ text: ["Whole."], end });
    const { result, events } = await lab.drive();
    expect(result).toMatchObject({
      outcome: "failed",
      partial: { content: [{ text: "Whole." }], stop: "error" },
    });
    expect(sequence(events)).not.toContain("message");
    expect(lab.server.requests).toHaveLength(1);
  },
);

test.each([
  ["an HTTP error", { status: 529 }],
  ["an error event in the stream", { sseError: { at: "start" as const } }],
  ["a body that is no stream", { malformed: "html" as const }],
  ["a body without a byte", { empty: "body" as const }],
])("%s is one failed request with the wire's own facts", async (_name, reply) => {
  lab.server.reply(reply);
  const { result, scope } = await lab.drive();
  expect(result).toMatchObject({ outcome: "failed", kind: "server_error" });
  expect(scope.failure).not.toBeNull();
  expect(lab.server.requests).toHaveLength(1);
});

test("a failure after a tool step leaves the step's events whole", async () => {
  lab.server.reply({ toolCalls: [{ name: "look", input: { path: "a" } }] }, { status: 500 });
  const { result, events } = await lab.drive({ tool: () => said("seen") });
  expect(result).toMatchObject({ outcome: "failed", kind: "server_error" });
  expect(sequence(events).filter((type) => type === "message")).toHaveLength(1);
});

test("an abort in the stream settles at once and leaves the provider", async () => {
  const never = new Promise<void>(() => {});
  lab.server.reply({ text: ["One ", "two"], hold: { afterDeltas: 1, until: never } });
  const abort = new AbortController();
  const { result } = await lab.drive({
    signal: abort.signal,
    emit: (event) => {
      if (event.type === "text-delta") abort.abort();
    },
  });
  expect(result).toEqual({ outcome: "aborted" });
  await expect(lab.server.requests[0]?.closed).resolves.toBe("left");
});

test("an abort while a tool ignores it settles at once", async () => {
  lab.server.reply({ toolCalls: [{ name: "look", input: { path: "a" } }] });
  const abort = new AbortController();
  const { result } = await lab.drive({
    signal: abort.signal,
    tool: () => {
      abort.abort();
      return new Promise(() => {});
    },
  });
  expect(result).toEqual({ outcome: "aborted" });
});

test("an abort before the process is ready sends nothing", async () => {
  const abort = new AbortController();
  const running = lab.drive({ signal: abort.signal });
  abort.abort();
  expect((await running).result).toEqual({ outcome: "aborted" });
  expect(lab.server.requests).toHaveLength(0);
});

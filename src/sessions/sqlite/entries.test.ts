import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EntryDraft } from "../entry.ts";
import { openStore } from "./open.ts";
import { assistant, KEY, temporaryHome, temporaryStore, user } from "./store.fixture.ts";

const text = fc.oneof(fc.string({ unit: "binary" }), fc.string());
const count = fc.nat(1_000_000);
// JSON has no negative zero.
const json = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));
const input = fc.dictionary(fc.string(), json);
const base64 = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString("base64"));
const mimeType = fc.constantFrom("image/png", "image/jpeg", "image/gif", "image/webp");
const userContent = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant("text" as const), text }),
    fc.record({ type: fc.constant("text" as const), text, signature: text }),
    // Not all that calls itself base64 is spelled the one way that bytes can give back.
    fc.record({ type: fc.constant("image" as const), mimeType, data: fc.oneof(base64, fc.string()) }),
  ),
  { maxLength: 4 },
);
const assistantContent = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant("text" as const), text }),
    fc.record({ type: fc.constant("thinking" as const), text, signature: text, redacted: fc.boolean() }),
    fc.record({ type: fc.constant("tool-call" as const), id: text, name: text, input }),
  ),
  { maxLength: 4 },
);
const usage = fc.record({
  input: count,
  output: count,
  cacheRead: count,
  cacheWrite: count,
  reasoning: count,
});
const runtime = fc.constantFrom("pi" as const, "claude" as const, "recipe" as const);
const runId = fc.option(text);

const draft: fc.Arbitrary<EntryDraft> = fc.oneof(
  fc.record({
    type: fc.constant("user" as const),
    runId,
    message: fc.record({ role: fc.constant("user" as const), content: userContent }),
  }),
  fc.record({
    type: fc.constant("assistant" as const),
    runId,
    message: fc.record({
      role: fc.constant("assistant" as const),
      content: assistantContent,
      origin: fc.record({ runtime, provider: text, model: text, api: text }),
      stop: fc.constantFrom("stop" as const, "tool_calls" as const, "error" as const),
      usage,
      costUsd: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
    }),
  }),
  fc.record({
    type: fc.constant("tool_result" as const),
    runId,
    message: fc.record({
      role: fc.constant("tool" as const),
      toolCallId: text,
      toolName: text,
      content: userContent,
      isError: fc.boolean(),
    }),
  }),
  fc.record({ type: fc.constant("change" as const), runId, runtime, provider: text, model: text }),
  fc.record({ type: fc.constant("custom" as const), runId, name: text, data: json }),
);

describe("entries", () => {
  it("come back equal, in order and linked, whatever was appended", () => {
    const store = temporaryStore();
    let session = 0;
    fc.assert(
      fc.property(fc.array(fc.array(draft, { maxLength: 4 }), { maxLength: 4 }), (batches) => {
        const { id } = store.sessions.openSession(`session-${session++}`, "main");
        const appended = batches.flatMap((drafts) => store.sessions.append(id, drafts));
        const read = store.sessions.entries(id);
        expect(read).toEqual(appended);
        expect(read).toEqual(
          batches.flat().map((expected, index) => ({
            ...expected,
            id: expect.any(String),
            sessionId: id,
            seq: index + 1,
            parentId: index === 0 ? null : read[index - 1]?.id,
            createdAt: expect.any(Number),
          })),
        );
      }),
      { numRuns: 150 },
    );
  });

  it("bring images back by value after a restart", () => {
    const home = temporaryHome();
    const image = {
      type: "image",
      mimeType: "image/png",
      data: Buffer.alloc(100_000, 7).toString("base64"),
    } as const;
    const first = openStore({ home });
    const { id } = first.sessions.openSession(KEY, "main");
    const appended = first.sessions.append(id, [
      {
        type: "user",
        runId: null,
        message: { role: "user", content: [image, { type: "text", text: "?" }, image] },
      },
      {
        type: "tool_result",
        runId: null,
        message: { role: "tool", toolCallId: "c", toolName: "read", content: [image], isError: false },
      },
    ]);
    first.close();
    const second = openStore({ home });
    expect(second.sessions.entries(id)).toEqual(appended);
    second.close();
  });

  it("are all appended or none", () => {
    const store = temporaryStore();
    const { id } = store.sessions.openSession(KEY, "main");
    const [kept] = store.sessions.append(id, [{ ...user("kept"), id: "mine" }]);
    expect(kept?.id).toBe("mine");
    expect(() => store.sessions.append(id, [assistant("lost"), { ...user("again"), id: "mine" }])).toThrow(
      expect.objectContaining({ code: "validation_failed", field: "id" }),
    );
    const circular: { self?: unknown } = {};
    circular.self = circular;
    expect(() =>
      store.sessions.append(id, [user("lost"), { type: "custom", runId: null, name: "x", data: circular }]),
    ).toThrow(expect.objectContaining({ code: "state_persist_failed", cause: expect.any(TypeError) }));
    expect(store.sessions.entries(id)).toEqual([kept]);
    expect(store.sessions.getSession(id)).toMatchObject({ entryCount: 1, headId: "mine", costUsd: 0 });
  });

  it("fail with a typed error once the store is closed", () => {
    const store = openStore({ home: temporaryHome() });
    const { id } = store.sessions.openSession(KEY, "main");
    store.close();
    expect(() => store.sessions.append(id, [user("late")])).toThrow(
      expect.objectContaining({ code: "state_persist_failed" }),
    );
  });
});

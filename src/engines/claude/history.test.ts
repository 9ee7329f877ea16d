import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { NO_USAGE } from "../../cost/usage.ts";
import type { AssistantContent, AssistantMessage, Message, UserMessage } from "../../sessions/message.ts";
import { type Lab, openLab, outline, sent, user } from "./drive.test-helper.ts";

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());
beforeEach(() => lab.server.reset());

function assistant(content: readonly AssistantContent[], model = "claude-sonnet-4-5"): AssistantMessage {
  const origin = { runtime: "pi" as const, provider: "loop", model, api: "anthropic-messages" };
  return { role: "assistant", content, origin, stop: "stop", usage: NO_USAGE, costUsd: null };
}

function result(toolCallId: string, text: string, isError = false): Message {
  return { role: "tool", toolCallId, toolName: "look", content: [{ type: "text", text }], isError };
}

const call = (id: string): AssistantContent => ({ type: "tool-call", id, name: "look", input: { path: id } });
const text = (said: string): AssistantContent => ({ type: "text", text: said });

const worked: readonly Message[] = [
  {
    role: "user",
    content: [
      { type: "text", text: "  What is this?" },
      { type: "image", mimeType: "image/png", data: PNG },
    ],
  },
  assistant([
    { type: "thinking", text: "Own thought.", signature: "sig-own" },
    { type: "thinking", text: "", signature: "sealed", redacted: true },
    text("Two calls."),
    call("call_1|weird:id"),
    call("toolu_2"),
  ]),
  result("call_1|weird:id", "one"),
  result("toolu_2", "two", true),
];

const shown = [
  "user:   What is this? | image",
  "assistant: thinking | redacted_thinking | Two calls. | " +
    'call call_1_weird_id look {"path":"call_1|weird:id"} | call toolu_2 look {"path":"toolu_2"}',
  "user: result call_1_weird_id one | error toolu_2 two",
];

describe("the wire shows the history unchanged, then the prompt", () => {
  test("images, calls, results, thinking of this model, and of another left out", async () => {
    const history = [
      ...worked,
      assistant([{ type: "thinking", text: "Foreign.", signature: "sig" }, text("Seen.")], "other-model"),
      user("One."),
      user("Two."),
      assistant([text(" Both. ")]),
    ];
    const image = { type: "image" as const, mimeType: "image/png", data: PNG };
    const prompt: UserMessage = { role: "user", content: [image, { type: "text", text: "Next?" }] };
    const { result: outcome } = await lab.drive({ history, prompt });
    expect(outcome).toEqual({ outcome: "ok" });
    expect(lab.server.requests).toHaveLength(1);
    expect(outline(sent(lab.server, 1))).toEqual([
      ...shown,
      "assistant: Seen.",
      "user: One. | Two.",
      "assistant:  Both. ",
      "user: image | Next?",
    ]);
    expect(sent(lab.server, 1).messages[0]?.content[1]).toEqual({
      type: "image",
      source: { type: "base64", media_type: "image/png", data: PNG },
    });
    expect(JSON.stringify(sent(lab.server, 1).messages[1])).toContain('"signature":"sig-own"');
  });

  test("going on from tool results adds nothing, and its process stays usable", async () => {
    const first = await lab.drive({ history: worked, prompt: null, keepWarm: true, headAfter: () => "h1" });
    expect(first.result).toEqual({ outcome: "ok" });
    expect(outline(sent(lab.server, 1))).toEqual(shown);
    const second = await lab.drive({ prompt: user("Next?"), head: "h1" });
    expect(second.result).toEqual({ outcome: "ok" });
    expect(outline(sent(lab.server, 2))).toEqual([...shown, "assistant: ok", "user: Next?"]);
    // The last block carries the cache mark also where the block behind it was taken out.
    const { messages } = lab.server.requests[0]!.body as { messages: { content: object[] }[] };
    expect(messages.at(-1)?.content.at(-1)).toHaveProperty("cache_control");
  });

  test("a prompt after tool results stands in the same message", async () => {
    await lab.drive({ history: worked, prompt: user("Stop that.") });
    expect(outline(sent(lab.server, 1))).toEqual([...shown.slice(0, 2), `${shown[2]} | Stop that.`]);
  });

  test("an unanswered message stands before the prompt", async () => {
    await lab.drive({ history: [user("A"), assistant([text("B")]), user("C")], prompt: user("D") });
    expect(outline(sent(lab.server, 1))).toEqual(["user: A", "assistant: B", "user: C | D"]);
  });
});

test("without anything to answer the run fails before a process starts", async () => {
  const { result: outcome } = await lab.drive({ history: [user("A"), assistant([text("B")])], prompt: null });
  expect(outcome).toMatchObject({ outcome: "failed", kind: "role_ordering" });
  expect(lab.server.requests).toHaveLength(0);
});

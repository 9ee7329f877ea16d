import { describe, expect, test } from "vitest";
import { historyOf } from "../../history.ts";
import { textOf } from "../../message.ts";
import { readLines, writeLines } from "../lines.ts";
import { entriesOf } from "../transcript.fixture.ts";
import { readPiSession } from "./read.ts";

const at = "2026-01-02T03:04:05.000Z";
const header = (version?: number) => ({ type: "session", id: "pi-1", timestamp: at, cwd: "/w", version });
const user = (text: unknown) => ({ role: "user", content: text, timestamp: 1 });
const reply = (content: object[], changes: object = {}) => ({
  role: "assistant",
  content,
  api: "openai-responses",
  provider: "openai",
  model: "gpt-5",
  usage: { input: 5, output: 2, cacheRead: 1, cacheWrite: 0, totalTokens: 8, cost: { total: 0.5 } },
  stopReason: "stop",
  ...changes,
});
const text = (value: string) => ({ type: "text", text: value });

const node = (id: string, parentId: string | null, entry: object) => ({
  id,
  parentId,
  timestamp: at,
  ...entry,
});
const message = (id: string, parentId: string | null, content: object) =>
  node(id, parentId, { type: "message", message: content });

function read(...lines: object[]) {
  const found = readPiSession(readLines(writeLines(lines)));
  const { messages } = historyOf(entriesOf(found.past));
  return { ...found, sent: messages.map((item) => `${item.role}:${textOf(item)}`), messages };
}

describe("a Pi session file", () => {
  test("of version 1 is a list, whose compaction names what it kept by its line", () => {
    const { sent } = read(
      header(),
      { type: "message", timestamp: at, message: user("one") },
      { type: "message", timestamp: at, message: reply([text("first")]) },
      { type: "message", timestamp: at, message: user("two") },
      {
        type: "compaction",
        timestamp: at,
        summary: "They said one.",
        firstKeptEntryIndex: 3,
        tokensBefore: 9,
      },
      { type: "message", timestamp: at, message: reply([text("second")]) },
    );
    expect(sent).toEqual([expect.stringContaining("They said one."), "user:two", "assistant:second"]);
  });

  test("of version 2 calls an extension's text a hook's", () => {
    const { sent } = read(
      header(2),
      message("a", null, { role: "hookMessage", customType: "x", content: "from a hook", display: true }),
      message("b", "a", user("hi")),
    );
    expect(sent).toEqual(["user:from a hook", "user:hi"]);
  });

  test("is read along the branch that its last line is on", () => {
    const { sent, leftOut, title } = read(
      header(3),
      message("a", null, user("start")),
      message("b", "a", reply([text("one way")])),
      message("c", "a", reply([text("another way")])),
      node("d", "c", { type: "branch_summary", fromId: "b", summary: "It went one way." }),
      node("e", "d", { type: "session_info", name: " Ways " }),
      node("f", "e", { type: "label", targetId: "a", label: "x" }),
    );
    expect(sent).toEqual([
      "user:start",
      "assistant:another way",
      expect.stringContaining("It went one way."),
    ]);
    expect(title).toBe("Ways");
    expect(leftOut).toEqual([
      { line: 3, reason: "on another branch", bad: false },
      { line: 7, reason: "label: Tandem keeps none in a transcript", bad: false },
    ]);
  });

  test("gives what Pi would send after edits, and what its user ran", () => {
    const ran = { role: "bashExecution", command: "ls", output: "a.txt", exitCode: 1, timestamp: 1 };
    const { sent, past } = read(
      header(3),
      message("a", null, user("taken back")),
      message("b", "a", reply([], { stopReason: "error", errorMessage: "overloaded" })),
      message("c", "b", user("too long")),
      message("d", "c", { ...ran, excludeFromContext: true }),
      message("e", "d", ran),
      node("f", "e", { type: "context_edit", targetId: "a", replacement: null }),
      node("g", "f", { type: "context_edit", targetId: "c", replacement: { content: "short" } }),
    );
    expect(sent).toEqual([
      "assistant:",
      "user:short",
      "user:Ran `ls`\n```\na.txt\n```\n\nCommand exited with code 1",
    ]);
    expect(past[0]).toMatchObject({ type: "user", message: { content: [{ text: "taken back" }] } });
    expect(past[1]).toMatchObject({ message: { stop: "error", error: { message: "overloaded" } } });
  });

  test("keeps calls, results, thinking, models, usage and costs", () => {
    const { past } = read(
      header(3),
      node("m", null, { type: "model_change", provider: "openai", modelId: "gpt-5" }),
      message("a", "m", user([text("see"), { type: "image", mimeType: "image/png", data: "AAAA" }])),
      message(
        "b",
        "a",
        reply(
          [
            { type: "thinking", thinking: "hm", thinkingSignature: "rs_1" },
            { type: "toolCall", id: "call_1|fc_9", name: "read", arguments: { path: "x" } },
          ],
          {
            stopReason: "toolUse",
            usage: { input: 5, output: 2, cacheRead: 0, cacheWrite: 0, cost: { total: 0 } },
          },
        ),
      ),
      message("c", "b", {
        role: "toolResult",
        toolCallId: "call_1|fc_9",
        toolName: "read",
        content: [text("y")],
        isError: true,
      }),
    );
    expect(past).toMatchObject([
      { type: "change", runtime: "pi", provider: "openai", model: "gpt-5" },
      { message: { content: [text("see"), { type: "image", data: "AAAA" }] } },
      {
        message: {
          origin: { runtime: "pi", provider: "openai", model: "gpt-5", api: "openai-responses" },
          stop: "tool_calls",
          content: [
            { type: "thinking", text: "hm", signature: "rs_1" },
            { type: "tool-call", id: "call_1", name: "read", input: { path: "x" }, signature: "fc_9" },
          ],
          usage: { input: 5, output: 2 },
          // Pi writes 0 where it knows no price.
          costUsd: null,
        },
      },
      { message: { toolCallId: "call_1", toolName: "read", isError: true } },
    ]);
  });

  test("goes around damage: what stood before it is there", () => {
    const lines = writeLines([
      header(3),
      message("a", null, user("one")),
      message("b", "a", reply([text("lost")])),
      message("c", "b", user("two")),
      message("d", "c", { role: "user", content: 7 }),
      message("e", "d", user("three")),
    ]).split("\n");
    lines[2] = "\u0000\u0000";
    const { past, leftOut } = readPiSession(readLines(lines.join("\n")));
    expect(past.map((entry) => "message" in entry && textOf(entry.message))).toEqual(["one", "two", "three"]);
    expect(leftOut.map(({ line, bad }) => [line, bad])).toEqual([
      [3, true],
      [5, true],
    ]);
  });

  test("whose parents go in a circle ends", () => {
    const { sent } = read(header(3), message("a", "b", user("one")), message("b", "a", user("two")));
    expect(sent).toEqual(["user:one", "user:two"]);
  });

  test.each([
    ["of a newer version", [header(4), message("a", null, user("x"))]],
    ["without its first line", [message("a", null, user("x"))]],
    ["without a message", [header(3)]],
  ])("%s is refused", (_, lines) => {
    expect(() => read(...lines)).toThrow(expect.objectContaining({ code: "import_invalid" }));
  });
});

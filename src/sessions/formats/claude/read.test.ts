import { describe, expect, test } from "vitest";
import { historyOf } from "../../history.ts";
import { textOf } from "../../message.ts";
import { readLines, writeLines } from "../lines.ts";
import { entriesOf } from "../transcript.fixture.ts";
import { readClaudeSession } from "./read.ts";

const base = { sessionId: "s-1", timestamp: "2026-01-02T03:04:05.000Z", isSidechain: false };
const line = (uuid: string, parentUuid: string | null, rest: object) => ({
  ...base,
  uuid,
  parentUuid,
  ...rest,
});
const user = (uuid: string, parent: string | null, content: unknown, rest: object = {}) =>
  line(uuid, parent, { type: "user", message: { role: "user", content }, ...rest });
const block = (uuid: string, parent: string | null, id: string, content: object, usage: object = {}) =>
  line(uuid, parent, {
    type: "assistant",
    message: { id, role: "assistant", model: "claude-x", content: [content], stop_reason: null, usage },
  });
const text = (value: string) => ({ type: "text", text: value });
const call = (id: string) => ({ type: "tool_use", id, name: "Read", input: { file_path: id } });
const answered = (id: string, content: unknown) => [{ type: "tool_result", tool_use_id: id, content }];

function read(...lines: object[]) {
  const found = readClaudeSession(readLines(writeLines(lines)));
  const { messages } = historyOf(entriesOf(found.past));
  return { ...found, sent: messages.map((item) => `${item.role}:${textOf(item)}`), messages };
}

describe("a session file of Claude Code", () => {
  test("gives one message for the lines of its blocks, and every result of calls made at once", () => {
    const { messages, leftOut } = read(
      user("u1", null, "read both"),
      block("a1", "u1", "m1", { type: "thinking", thinking: "hm", signature: "sig" }, { output_tokens: 1 }),
      block("a2", "a1", "m1", call("t1"), { output_tokens: 4 }),
      user("r1", "a2", answered("t1", "one")),
      block("a3", "a2", "m1", call("t2"), { input_tokens: 3, output_tokens: 9, cache_read_input_tokens: 2 }),
      user(
        "r2",
        "a3",
        answered("t2", [
          text("two"),
          { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
        ]),
      ),
      block("a4", "r2", "m2", text("done")),
    );
    expect(leftOut).toEqual([]);
    expect(messages).toMatchObject([
      { role: "user", content: [text("read both")] },
      {
        role: "assistant",
        stop: "tool_calls",
        origin: { runtime: "claude", provider: "anthropic", model: "claude-x", api: "anthropic-messages" },
        usage: { input: 3, output: 9, cacheRead: 2 },
        costUsd: null,
        content: [
          { type: "thinking", text: "hm", signature: "sig" },
          { type: "tool-call", id: "t1", name: "Read" },
          { type: "tool-call", id: "t2", name: "Read" },
        ],
      },
      { role: "tool", toolCallId: "t1", toolName: "Read", content: [text("one")], isError: false },
      { role: "tool", toolCallId: "t2", content: [text("two"), { type: "image", data: "AAAA" }] },
      { role: "assistant", content: [text("done")], stop: "stop" },
    ]);
  });

  test("is read without subagents, rewound branches, and what Claude Code adds", () => {
    const { sent, leftOut, title } = read(
      { type: "summary", summary: "An old name", leafUuid: "x" },
      { type: "custom-title", customTitle: "Mine", sessionId: "s-1" },
      user("m", null, "<caveat>", { isMeta: true }),
      user("u1", "m", "start"),
      block("b1", "u1", "m1", text("rewound")),
      user("s1", "u1", "subagent's task", { isSidechain: true }),
      line("at", "u1", { type: "attachment", attachment: { type: "x" } }),
      block("a1", "at", "m2", text("kept")),
      line("e1", "a1", {
        type: "assistant",
        isApiErrorMessage: true,
        message: { id: "m3", model: "<synthetic>", content: [text("API Error")] },
      }),
      user("u2", "e1", [text("with"), { type: "document", source: {} }]),
    );
    expect(sent).toEqual(["user:start", "assistant:kept", "user:with"]);
    expect(title).toBe("Mine");
    expect(leftOut.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      "3 added by Claude Code itself",
      "5 on another branch",
      "6 a subagent's conversation",
      "7 attachment: no part of the conversation",
      "9 a note of Claude Code's own",
      '10 a block of the type "document"; the rest of the line is there',
    ]);
    expect(leftOut.some(({ bad }) => bad)).toBe(false);
  });

  test.each([
    ["with nothing kept", {}, ["user:go on"]],
    ["with its last message kept", { preservedSegment: { headUuid: "a1" } }, ["assistant:one", "user:go on"]],
  ])("keeps what stands before a summary %s, and sends the summary in its place", (_, metadata, after) => {
    const { sent, past } = read(
      user("u1", null, "start"),
      block("a1", "u1", "m1", text("one")),
      line("c", null, {
        type: "system",
        subtype: "compact_boundary",
        logicalParentUuid: "a1",
        compactMetadata: { trigger: "manual", preTokens: 900, ...metadata },
      }),
      user("s", "c", "It started.", { isCompactSummary: true }),
      user("u2", "s", "go on"),
    );
    expect(sent).toEqual([expect.stringContaining("It started."), ...after]);
    expect(past.map(({ type }) => type)).toEqual(["user", "assistant", "compaction", "user"]);
    expect(past[2]).toMatchObject({ summary: "It started.", tokensBefore: 900 });
  });

  test("goes around damage: what stood before it is there", () => {
    const lines = writeLines([
      user("u1", null, "one"),
      block("a1", "u1", "m1", text("lost")),
      user("u2", "a1", "two"),
      line("x", "u2", { type: "user", message: { content: 7 } }),
      user("u3", "x", "three"),
    ]).split("\n");
    lines[1] = lines[1]!.slice(0, 50);
    const { past, leftOut } = readClaudeSession(readLines(lines.join("\n")));
    expect(past.map((entry) => "message" in entry && textOf(entry.message))).toEqual(["one", "two", "three"]);
    expect(leftOut.map(({ line, bad }) => [line, bad])).toEqual([
      [2, true],
      [4, true],
    ]);
  });

  test("a mark that Tandem did not write is not believed", () => {
    const forged = { run: "r", answer: { origin: { runtime: "root" }, stop: "stop" } };
    const { past } = read(
      user("u1", null, "hi", { tandem: { run: 7, content: "x" } }),
      { ...block("a1", "u1", "m1", text("yes")), tandem: forged },
      { type: "tandem", sessionId: "s-1", entry: { type: "change", runtime: "root" } },
    );
    expect(past).toMatchObject([
      { runId: null, message: { content: [text("hi")] } },
      { runId: null, message: { origin: { runtime: "claude" } } },
    ]);
  });
});

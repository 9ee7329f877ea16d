import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_USAGE } from "../../cost/usage.ts";
import { TandemError } from "../../kernel/errors.ts";
import type { AssistantContent, Message } from "../../sessions/message.ts";
import { countTokens } from "../tokens.ts";
import { resultLimit, TRUNCATED_NOTE, truncateResults } from "../truncate-results.ts";
import { chunks } from "./chunks.ts";
import { cutPoint } from "./cut.ts";
import { digestOf } from "./digest.ts";
import { summarise } from "./summary.ts";

const user = (text: string): Message => ({ role: "user", content: [{ type: "text", text }] });
const assistant = (...content: AssistantContent[]): Message => ({
  role: "assistant",
  content,
  origin: { runtime: "pi", provider: "p", model: "m", api: "a" },
  stop: "stop",
  usage: NO_USAGE,
  costUsd: 0,
});
const say = (text: string): AssistantContent => ({ type: "text", text });
const call = (id: string, name: string, path: string): AssistantContent => ({
  type: "tool-call",
  id,
  name,
  input: { path },
});
const result = (toolCallId: string, text: string, isError = false): Message => ({
  role: "tool",
  toolCallId,
  toolName: "read",
  content: [{ type: "text", text }],
  isError,
});

const turn = fc
  .record({ text: fc.string({ maxLength: 400 }), tools: fc.nat(2) })
  .map(({ text, tools }): Message[] => [
    user(text),
    ...Array.from({ length: tools }, (_, index) => [
      assistant(call(`c${index}`, "read", "a")),
      result(`c${index}`, text),
    ]).flat(),
    assistant(say("done")),
  ]);

test("a cut keeps the last message, keeps calls with their results, and never begins with a result", () => {
  fc.assert(
    fc.property(fc.array(turn, { minLength: 1, maxLength: 8 }), fc.nat(2_000), (turns, keep) => {
      const messages = turns.flat();
      const cut = cutPoint(messages, keep);
      expect(cut).toBeGreaterThanOrEqual(0);
      expect(cut).toBeLessThan(messages.length);
      expect(messages[cut]!.role).not.toBe("tool");
    }),
  );
});

test("pieces hold every message that is not too large, in order, each piece well inside the window", () => {
  const messages = [
    ...Array.from({ length: 40 }, (_, n) => user(`${n} ${"x".repeat(2_000)}`)),
    user("y".repeat(80_000)),
  ];
  const pieces = chunks(messages, 16_000);
  expect(pieces.flatMap((piece) => piece.messages)).toEqual(messages.slice(0, -1));
  for (const piece of pieces) expect(countTokens(piece.messages)).toBeLessThan(16_000 * 0.4);
  expect(pieces.flatMap((piece) => piece.notes).join()).toContain("not part of this summary");
});

test("each stage is given the summary of the one before, and the digest stands at the end", async () => {
  const prompts: string[] = [];
  const messages = [
    ...Array.from({ length: 12 }, () => user("x".repeat(8_000))),
    assistant(call("c", "edit", "src/a.ts"), call("d", "read", "src/b.ts")),
    result("d", "no such file", true),
  ];
  const summary = await summarise({
    messages,
    window: 16_000,
    focus: "the file names",
    ask: async ({ prompt }) => {
      prompts.push(prompt);
      return `summary ${prompts.length}`;
    },
  });
  expect(prompts.length).toBeGreaterThan(1);
  expect(prompts[1]).toContain("summary 1");
  expect(prompts[0]).toContain("Pay particular attention to: the file names");
  expect(summary).toMatch(new RegExp(`^summary ${prompts.length}\\n`));
  expect(summary).toContain("## Tool failures\n- read: no such file");
  expect(summary).toContain("## Files read\n- src/b.ts");
  expect(summary).toContain("## Files changed\n- src/a.ts");
});

test("an empty or failed summary is a compaction failure", async () => {
  const options = { messages: [user("a")], window: 32_000 };
  await expect(summarise({ ...options, ask: async () => "  " })).rejects.toMatchObject({
    kind: "compaction_failure",
  });
  const failing = async () => {
    throw new TandemError({ code: "overloaded", message: "busy" });
  };
  await expect(summarise({ ...options, ask: failing })).rejects.toMatchObject({
    kind: "compaction_failure",
    retryable: true,
  });
});

test("only results over the limit are cut, at a line end, with a note, and what is cut once stays as it is", () => {
  const lines = `${"a line of text\n".repeat(30_000)}end`;
  const messages = [user("x"), result("a", "short"), result("b", lines)];
  const cut = truncateResults(messages, 32_000);
  expect(cut.slice(0, 2)).toEqual(messages.slice(0, 2));
  const text = cut[2]!.content.map((block) => (block.type === "text" ? block.text : "")).join("|");
  expect(text.length).toBeLessThanOrEqual(resultLimit(32_000) + 1);
  expect(text).toMatch(/a line of text\|\[The rest/);
  expect(text).toContain(TRUNCATED_NOTE);
  expect(truncateResults(cut, 32_000)).toBe(cut);
  expect(truncateResults(messages.slice(0, 2), 32_000)).toEqual(messages.slice(0, 2));
});

test("a digest of nothing is nothing", () => {
  expect(digestOf([user("a"), assistant(say("b"))])).toBe("");
});

import { expect, test } from "vitest";
import { NO_USAGE } from "../cost/usage.ts";
import type { Entry } from "./entry.ts";
import { historyOf } from "./history.ts";
import type { ModelStop } from "./message.ts";

let seq = 0;
const base = (runId: string | null) => ({
  id: `e${++seq}`,
  sessionId: "s",
  seq,
  parentId: null,
  runId,
  createdAt: 0,
});
const user = (runId: string | null, text: string): Entry => ({
  ...base(runId),
  type: "user",
  message: { role: "user", content: [{ type: "text", text }] },
});
const assistant = (runId: string | null, text: string, stop: ModelStop): Entry => ({
  ...base(runId),
  type: "assistant",
  message: {
    role: "assistant",
    content: [{ type: "text", text }],
    origin: { runtime: "pi", provider: "p", model: "m", api: "a" },
    stop,
    usage: NO_USAGE,
    costUsd: 0,
  },
});
const texts = (entries: Entry[]) =>
  historyOf(entries).messages.flatMap((m) =>
    m.content.map((block) => (block.type === "text" ? block.text : "")),
  );

test("a prompt whose run failed, was stopped or was killed before an answer is not sent again", () => {
  expect(
    texts([
      user("killed", "q1"),
      user("failed", "q2"),
      assistant("failed", "half", "error"),
      user("good", "q3"),
      assistant("good", "a3", "stop"),
    ]),
  ).toEqual(["half", "q3", "a3"]);
});

test("steering inside an answered run and imported entries stay", () => {
  expect(
    texts([
      user(null, "imported"),
      user("r", "q"),
      assistant("r", "step", "tool_calls"),
      user("r", "also this"),
      assistant("r", "done", "stop"),
    ]),
  ).toEqual(["imported", "q", "step", "also this", "done"]);
});

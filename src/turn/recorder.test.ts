import { expect, test } from "vitest";
import { NO_USAGE } from "../cost/usage.ts";
import type { Entry, EntryDraft } from "../sessions/entry.ts";
import { historyOf } from "../sessions/history.ts";
import type { Message } from "../sessions/message.ts";
import { TurnRecorder } from "./recorder.ts";

const user = (text: string): Message => ({ role: "user", content: [{ type: "text", text }] });
const assistant = (text: string): Message => ({
  role: "assistant",
  content: [{ type: "text", text }],
  origin: { runtime: "pi", provider: "p", model: "m", api: "a" },
  stop: "stop",
  usage: NO_USAGE,
  costUsd: 0,
});

function recorderOver(messages: Message[], options: { failing?: boolean } = {}) {
  const entries: Entry[] = [];
  const append = (drafts: readonly EntryDraft[]): Entry[] => {
    if (options.failing) throw new Error("disk full");
    const made = drafts.map(
      (draft) =>
        ({
          ...draft,
          id: `e${entries.length + 1}`,
          sessionId: "s",
          seq: entries.length + 1,
          parentId: null,
          createdAt: 0,
        }) as Entry,
    );
    entries.push(...made);
    return made;
  };
  const failures: string[] = [];
  const recorder = new TurnRecorder({
    sink: { append },
    history: { messages: [], entryIds: [] },
    headId: null,
    onFailure: (error) => failures.push(error.code),
  });
  for (const message of messages) {
    recorder.append({
      type: message.role === "user" ? "user" : "assistant",
      runId: null,
      message,
    } as EntryDraft);
  }
  return { recorder, entries, failures };
}

test("a compaction leaves in memory exactly what the transcript gives back later", () => {
  const { recorder, entries } = recorderOver([
    user("a"),
    assistant("b"),
    user("c"),
    assistant("d"),
    user("e"),
  ]);
  recorder.compact({ runId: "r", summary: "so far", cut: 2, tokensBefore: 10, tokensAfter: 5 });
  expect(recorder.messages).toHaveLength(4);
  expect(historyOf(entries).messages).toEqual(recorder.messages);
  expect(recorder.headId).toBe(entries.at(-1)!.id);
});

test("a conversation the store did not take cannot be compacted, and stays as it is", () => {
  const { recorder } = recorderOver([user("a"), assistant("b"), user("c")], { failing: true });
  const before = recorder.messages;
  expect(() =>
    recorder.compact({ runId: "r", summary: "s", cut: 2, tokensBefore: 1, tokensAfter: 1 }),
  ).toThrow(expect.objectContaining({ code: "compaction_failure" }));
  expect(recorder.messages).toBe(before);
});

test("a store that fails is reported and the conversation goes on in memory", () => {
  const { recorder, failures } = recorderOver([user("a")], { failing: true });
  expect(failures).toEqual(["state_persist_failed"]);
  expect(recorder.messages).toEqual([user("a")]);
});

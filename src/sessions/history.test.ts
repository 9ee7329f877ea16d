import { describe, expect, it } from "vitest";
import type { Entry } from "./entry.ts";
import { historyOf, summaryMessage } from "./history.ts";

function entry(seq: number, body: Record<string, unknown>): Entry {
  const base = { id: `e${seq}`, sessionId: "s", seq, parentId: null, runId: null, createdAt: 0 };
  return { ...base, ...body } as Entry;
}

function user(seq: number): Entry {
  return entry(seq, {
    type: "user",
    message: { role: "user", content: [{ type: "text", text: `${seq}` }] },
  });
}

function compaction(seq: number, through: number): Entry {
  return entry(seq, { type: "compaction", summary: `to ${through}`, throughEntryId: `e${through}` });
}

function texts(entries: readonly Entry[]): (string | undefined)[] {
  return historyOf(entries).messages.map((message) => {
    const [block] = message.content;
    return block?.type === "text" ? block.text : undefined;
  });
}

describe("historyOf", () => {
  it("is empty for an empty session", () => {
    expect(historyOf([])).toEqual({ messages: [], entryIds: [], headId: null });
  });

  it("leaves out what no model is sent, but names the last entry of any type as head", () => {
    const entries = [
      user(1),
      entry(2, { type: "custom", name: "x", data: 1 }),
      user(3),
      entry(4, { type: "change" }),
    ];
    expect(texts(entries)).toEqual(["1", "3"]);
    expect(historyOf(entries).headId).toBe("e4");
  });

  it("puts the last summary first, then what it kept, then what came after", () => {
    const entries = [user(1), user(2), compaction(3, 1), user(4), user(5), compaction(6, 4), user(7)];
    const [summary] = summaryMessage("to 4").content;
    const expected = [summary?.type === "text" ? summary.text : "", "5", "7"];
    expect(texts(entries)).toEqual(expected);
    expect(texts(entries.slice(4))).toEqual(expected);
  });
});

import { describe, expect, it } from "vitest";
import { NO_USAGE } from "../../cost/usage.ts";
import type { Entry } from "../../sessions/entry.ts";
import { pendingCalls, pendingEntry } from "./pending.ts";

const CALLS = ["a", "b"].map((id) => ({ id, name: "ask", input: {} }));

let seq = 0;
function entry(body: object): Entry {
  seq += 1;
  return { id: `e${seq}`, sessionId: "s", seq, parentId: null, createdAt: 0, ...body } as Entry;
}
const user = (runId: string) => entry({ type: "user", runId, message: { role: "user", content: [] } });
const assistant = (runId: string, stop = "stop") =>
  entry({
    type: "assistant",
    runId,
    message: { role: "assistant", content: [], stop, usage: NO_USAGE, costUsd: 0 },
  });
const result = (runId: string, toolCallId: string) =>
  entry({ type: "tool_result", runId, message: { role: "tool", toolCallId, toolName: "ask", content: [] } });
const asked = () => [user("r1"), assistant("r1", "tool_calls"), entry(pendingEntry("r1", CALLS))];
const idsOf = (...entries: Entry[]) => pendingCalls(entries).map((call) => call.id);

describe("pending calls", () => {
  it("are those that a turn left, until they have a result", () => {
    expect(idsOf(user("r1"), assistant("r1"))).toEqual([]);
    expect(idsOf(...asked())).toEqual(["a", "b"]);
    expect(idsOf(...asked(), result("r2", "b"))).toEqual(["a"]);
    expect(idsOf(...asked(), result("r2", "b"), result("r3", "a"))).toEqual([]);
  });

  it("are gone once the conversation went on, by a prompt or by the model", () => {
    expect(idsOf(...asked(), user("r2"), assistant("r2"))).toEqual([]);
    expect(idsOf(...asked(), assistant("r2"))).toEqual([]);
  });

  it("stay when what was asked after them got no answer", () => {
    expect(idsOf(...asked(), user("r2"))).toEqual(["a", "b"]);
    expect(idsOf(...asked(), user("r2"), assistant("r2", "error"))).toEqual(["a", "b"]);
  });

  it("of a later turn take the place of an earlier one's", () => {
    const later = entry(pendingEntry("r2", [{ id: "c", name: "ask", input: {} }]));
    expect(idsOf(...asked(), user("r2"), assistant("r2", "tool_calls"), later)).toEqual(["c"]);
  });
});

import { describe, expect, it } from "vitest";
import { openStore } from "../sessions/sqlite/open.ts";
import { child, temporaryHome, temporaryStore } from "../sessions/sqlite/store.fixture.ts";
import type { TandemEvent } from "./event.ts";

const RUN = "run-1";

function delta(seq: number): TandemEvent {
  return { type: "text-delta", id: "t", delta: `${seq}`, runId: RUN, sessionId: null, seq, at: 0 };
}

function end(seq: number): TandemEvent {
  return {
    type: "lifecycle.end",
    status: "completed",
    stopReason: "stop",
    durationMs: 1,
    runId: RUN,
    sessionId: null,
    seq,
    at: 0,
  };
}

function upTo(count: number, from = 1): number[] {
  return Array.from({ length: count - from + 1 }, (_, index) => from + index);
}

async function seqsOf(events: AsyncIterable<TandemEvent>): Promise<number[]> {
  const seqs: number[] = [];
  for await (const event of events) seqs.push(event.seq);
  return seqs;
}

describe("following a run", () => {
  it("gives a late reader everything before and after it came, each event once, until the end", async () => {
    const { events } = temporaryStore();
    for (const seq of upTo(2_500)) events.append(RUN, [delta(seq)]);
    const reading = seqsOf(events.follow(RUN));
    const fromMiddle = seqsOf(events.follow(RUN, 2_400));
    for (const seq of upTo(5_000, 2_501)) {
      if (seq % 500 === 0) await null;
      events.append(RUN, [seq === 5_000 ? end(seq) : delta(seq)]);
    }
    expect(await reading).toEqual(upTo(5_000));
    expect(await fromMiddle).toEqual(upTo(5_000, 2_401));
  });

  it("passes an event of this process on before it is written", async () => {
    const { events } = temporaryStore();
    const reader = events.follow(RUN)[Symbol.asyncIterator]();
    const first = reader.next();
    events.append(RUN, [delta(1)]);
    expect((await first).value).toEqual(delta(1));
    await reader.return?.();
  });

  it("does not overrun a reader that is slower than the run", async () => {
    const { events } = temporaryStore();
    const reader = events.follow(RUN)[Symbol.asyncIterator]();
    events.append(RUN, [delta(1)]);
    const seqs = [(await reader.next()).value?.seq];
    for (const seq of upTo(25_000, 2)) events.append(RUN, [seq === 25_000 ? end(seq) : delta(seq)]);
    for (let next = await reader.next(); !next.done; next = await reader.next()) seqs.push(next.value.seq);
    expect(seqs).toEqual(upTo(25_000));
  });

  it("follows a run of another process to its end", async () => {
    const home = temporaryHome();
    const store = openStore({ home });
    const reading = seqsOf(store.events.follow(RUN));
    const writer = child("run-events.fixture.ts", home, RUN, "300");
    expect(await reading).toEqual(upTo(300));
    expect(await writer.exit).toBe(0);
    store.close();
  });

  it("ends at once for a run that ended before the cursor, and on abort", async () => {
    const { events } = temporaryStore();
    events.append(RUN, [delta(1), end(2)]);
    expect(await seqsOf(events.follow(RUN, 2))).toEqual([]);
    events.flush();
    expect(await seqsOf(events.follow(RUN, 7))).toEqual([]);

    const stop = new AbortController();
    const waiting = seqsOf(events.follow("never started", 0, stop.signal));
    stop.abort();
    expect(await waiting).toEqual([]);
    expect(await seqsOf(events.follow(RUN, 0, stop.signal))).toEqual([]);
  });
});

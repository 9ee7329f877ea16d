import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { eventChunkTable } from "../sessions/sqlite/event-chunks.ts";
import { openStore } from "../sessions/sqlite/open.ts";
import { child, temporaryHome } from "../sessions/sqlite/store.fixture.ts";
import type { TandemEvent } from "./event.ts";
import { BatchedEventLog, type EventLogOptions, FLUSH_AFTER_MS, FLUSH_AT_CHARS } from "./log.ts";

function deltas(
  runId: string,
  from: number,
  to: number,
  delta = 'line\n\u2028\u0000\ud800 "quoted"',
): TandemEvent[] {
  const events: TandemEvent[] = [];
  for (let seq = from; seq <= to; seq++) {
    events.push({ type: "text-delta", id: "t", delta, runId, sessionId: null, seq, at: 5 });
  }
  return events;
}

/** A log on a real database, whose connection can be made read-only, and a second connection that sees only what is written. */
function logs(options: EventLogOptions = {}) {
  const home = temporaryHome();
  openStore({ home }).close();
  const db = new Database(`${home}/tandem.db`);
  const other = new Database(`${home}/tandem.db`);
  onTestFinished(() => {
    db.close();
    other.close();
  });
  return {
    log: new BatchedEventLog(eventChunkTable(db), options),
    reader: new BatchedEventLog(eventChunkTable(other)),
    setWritable: (writable: boolean) => db.pragma(`query_only = ${writable ? "off" : "on"}`),
    rows: () => other.prepare("select count(*) from event_chunks").pluck().get(),
  };
}

describe("the event log", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("writes what is queued as one row a run, and gives the same events back to anyone", () => {
    const { log, reader, rows } = logs();
    const [a, b] = [deltas("a", 1, 100), deltas("b", 1, 3)];
    for (const event of a) log.append("a", [event]);
    log.append("b", b);
    expect(reader.read("a")).toEqual([]);
    log.flush();
    log.flush();
    expect(rows()).toBe(2);
    expect(reader.read("a")).toEqual(a);
    expect(reader.read("b")).toEqual(b);
  });

  it("writes by itself after its delay, or at once when much is queued", () => {
    const { log, reader } = logs();
    log.append("a", deltas("a", 1, 1));
    vi.advanceTimersByTime(FLUSH_AFTER_MS - 1);
    expect(reader.read("a")).toHaveLength(0);
    vi.advanceTimersByTime(1);
    expect(reader.read("a")).toHaveLength(1);
    log.append("a", deltas("a", 2, 2, "x".repeat(FLUSH_AT_CHARS)));
    expect(reader.read("a")).toHaveLength(2);
  });

  it("writes what is queued and what goes along with it, or neither", () => {
    const { log, reader } = logs();
    log.append("a", deltas("a", 1, 2));
    const refuse = () => {
      throw new Error("no");
    };
    expect(() => log.flush(refuse)).toThrow("no");
    expect(reader.read("a")).toEqual([]);
    let wrote = false;
    log.flush(() => {
      wrote = true;
    });
    expect(wrote).toBe(true);
    expect(reader.read("a")).toHaveLength(2);
  });

  it("reads from any cursor, written and queued alike, as many as asked for", () => {
    const { log } = logs();
    for (const [from, to] of [
      [1, 10],
      [11, 20],
    ] as const) {
      log.append("a", deltas("a", from, to));
      log.flush();
    }
    log.append("a", deltas("a", 21, 30));
    const seqs = (after?: number, limit?: number) => log.read("a", after, limit).map((event) => event.seq);
    expect(seqs()).toHaveLength(30);
    expect(seqs(8, 4)).toEqual([9, 10, 11, 12]);
    expect(seqs(18, 4)).toEqual([19, 20, 21, 22]);
    expect(seqs(25)).toEqual([26, 27, 28, 29, 30]);
    expect(seqs(30)).toEqual([]);
    expect(log.read("unknown")).toEqual([]);
  });

  it("keeps events that could not be written, says so once, and writes them when it can", () => {
    const onWriteError = vi.fn();
    const { log, reader, setWritable } = logs({ onWriteError });
    setWritable(false);
    log.append("a", deltas("a", 1, 2));
    vi.advanceTimersByTime(FLUSH_AFTER_MS * 10);
    log.append("a", deltas("a", 3, 3, "x".repeat(FLUSH_AT_CHARS)));
    expect(onWriteError).toHaveBeenCalledOnce();
    expect(onWriteError.mock.calls[0]?.[0]).toMatchObject({ code: "state_persist_failed" });
    expect(() => log.flush()).toThrow(expect.objectContaining({ code: "state_persist_failed" }));
    expect(log.read("a")).toHaveLength(3);

    setWritable(true);
    vi.advanceTimersByTime(10_000);
    expect(reader.read("a")).toHaveLength(3);
    expect(log.read("a")).toHaveLength(3);
  });
});

describe("the event log between processes", () => {
  it("gives a run to a reader of another process from any cursor", async () => {
    const home = temporaryHome();
    const writer = child("run-events.fixture.ts", home, "run-1", "500");
    expect(await writer.exit).toBe(0);
    const store = openStore({ home });
    expect(store.events.read("run-1", 498).map((event) => event.seq)).toEqual([499, 500]);
    expect(store.events.read("run-1").map((event) => event.seq)).toEqual(
      Array.from({ length: 500 }, (_, i) => i + 1),
    );
    store.close();
  });
});

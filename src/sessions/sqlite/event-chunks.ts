/** The event log's rows: each holds a batch of one run's events as JSON lines. */
import type { Database } from "better-sqlite3";
import type { TandemEvent } from "../../events/event.ts";
import { type EventChunks, parseLines } from "../../events/log.ts";
import { orFail } from "./failure.ts";

export function eventChunkTable(db: Database): EventChunks {
  // A write whose outcome was in doubt is tried again, perhaps with more events: it replaces what it left.
  const put = db.prepare(
    `insert into event_chunks (run_id, first_seq, last_seq, lines) values (?, ?, ?, ?)
     on conflict (run_id, first_seq) do update set last_seq = excluded.last_seq, lines = excluded.lines`,
  );
  const after = db
    .prepare<[string, number], string>(
      "select lines from event_chunks where run_id = ? and last_seq > ? order by first_seq",
    )
    .pluck();
  const last = db
    .prepare<[string], string>(
      "select lines from event_chunks where run_id = ? order by first_seq desc limit 1",
    )
    .pluck();
  const dataVersion = db.prepare<[], number>("pragma data_version").pluck();
  const writeAll = db.transaction((...[chunks, alongside]: Parameters<EventChunks["write"]>) => {
    alongside?.();
    for (const chunk of chunks) put.run(chunk.runId, chunk.firstSeq, chunk.lastSeq, chunk.lines);
  });

  return {
    write: (chunks, alongside) => orFail(db, "write events", () => writeAll.immediate(chunks, alongside)),
    read: (runId, cursor, limit) =>
      orFail(db, "read events", () => {
        const events: TandemEvent[] = [];
        for (const lines of after.iterate(runId, cursor)) {
          for (const event of parseLines(lines)) if (event.seq > cursor) events.push(event);
          if (events.length >= limit) break;
        }
        return events.length > limit ? events.slice(0, limit) : events;
      }),
    last: (runId) =>
      orFail(db, "read events", () => {
        const lines = last.get(runId);
        return lines === undefined ? null : (parseLines(lines).at(-1) ?? null);
      }),
    version: () => orFail(db, "read events", () => dataVersion.get() ?? 0),
  };
}

/**
 * The event log: events of runs, readable from any cursor by any process. Queues here, writes in batches to
 * {@link EventChunks}, so that a streamed token costs its JSON and not a transaction.
 */
import { TandemError } from "../kernel/errors.ts";
import type { EventLog } from "../sessions/store.ts";
import type { TandemEvent } from "./event.ts";
import { followRun } from "./follow.ts";

/** Events of one run that follow each other, as one text. */
export interface EventChunk {
  readonly runId: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** One JSON text for each event, joined by newlines. */
  readonly lines: string;
}

/** What storage does for the log. */
export interface EventChunks {
  /** All in one transaction, with what `alongside` writes; throws TandemError `state_persist_failed`. */
  write(chunks: readonly EventChunk[], alongside?: () => void): void;
  /** Events with seq > `after`, in order, `limit` at most. */
  read(runId: string, after: number, limit: number): TandemEvent[];
  /** The newest event of a run. */
  last(runId: string): TandemEvent | null;
  /** Changes whenever another process has written; cheap enough to poll. */
  version(): number;
}

/** Milliseconds an event waits in the queue at most. */
export const FLUSH_AFTER_MS = 50;
/** Characters of JSON that are written without waiting. */
export const FLUSH_AT_CHARS = 64 * 1024;
/** Milliseconds between attempts at most, when writing fails. */
const MAX_RETRY_MS = 5_000;

interface Queue {
  firstSeq: number;
  lastSeq: number;
  readonly lines: string[];
}

type Listener = (events: readonly TandemEvent[]) => void;

export interface EventLogOptions {
  /**
   * Told when a background write begins to fail. The events stay queued and are tried again until they are written; `flush`
   * throws as long as they are not.
   */
  readonly onWriteError?: (error: TandemError) => void;
}

/** The one implementation of {@link EventLog}, over any storage. */
export class BatchedEventLog implements EventLog {
  readonly #chunks: EventChunks;
  readonly #onWriteError: (error: TandemError) => void;
  readonly #queues = new Map<string, Queue>();
  readonly #listeners = new Map<string, Set<Listener>>();
  #queuedChars = 0;
  #closed = false;
  #timer: NodeJS.Timeout | null = null;
  /** Pause before the next attempt; 0 while writing works. */
  #retryMs = 0;

  constructor(chunks: EventChunks, options: EventLogOptions = {}) {
    this.#chunks = chunks;
    this.#onWriteError = options.onWriteError ?? (() => {});
  }

  append(runId: string, events: readonly TandemEvent[]): void {
    const [first, last] = [events[0], events.at(-1)];
    if (first === undefined || last === undefined || this.#closed) return;
    let queue = this.#queues.get(runId);
    if (queue === undefined) {
      queue = { firstSeq: first.seq, lastSeq: last.seq, lines: [] };
      this.#queues.set(runId, queue);
    }
    for (const event of events) {
      const line = JSON.stringify(event);
      queue.lines.push(line);
      this.#queuedChars += line.length;
    }
    queue.lastSeq = last.seq;
    const listeners = this.#listeners.get(runId);
    if (listeners !== undefined) for (const listener of listeners) listener(events);
    if (this.#queuedChars >= FLUSH_AT_CHARS && this.#retryMs === 0) this.#flushInBackground();
    else this.#schedule();
  }

  flush(alongside?: () => void): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#queues.size === 0 && alongside === undefined) return;
    const chunks: EventChunk[] = [];
    for (const [runId, { firstSeq, lastSeq, lines }] of this.#queues) {
      chunks.push({ runId, firstSeq, lastSeq, lines: lines.join("\n") });
    }
    try {
      this.#chunks.write(chunks, alongside);
    } catch (error) {
      this.#retryMs = Math.min(Math.max(this.#retryMs * 2, FLUSH_AFTER_MS), MAX_RETRY_MS);
      this.#schedule();
      throw error;
    }
    this.#queues.clear();
    this.#queuedChars = 0;
    this.#retryMs = 0;
  }

  read(runId: string, after = 0, limit = Number.POSITIVE_INFINITY): TandemEvent[] {
    const events = this.#chunks.read(runId, after, limit);
    const queue = this.#queues.get(runId);
    if (queue === undefined || queue.lastSeq <= after || events.length >= limit) return events;
    const cursor = events.at(-1)?.seq ?? after;
    for (const event of parseLines(queue.lines.join("\n"))) {
      if (events.length >= limit) break;
      if (event.seq > cursor) events.push(event);
    }
    return events;
  }

  follow(runId: string, after = 0, signal?: AbortSignal): AsyncIterable<TandemEvent> {
    return followRun(this, runId, after, signal);
  }

  /** Writes what is queued and ends all work in the background; events that come later are not kept. */
  close(): void {
    this.#closed = true;
    this.flush();
  }

  /** Calls `listener` with this process's events of a run as they are appended. Returns how to stop. */
  subscribe(runId: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(runId) ?? new Set();
    this.#listeners.set(runId, listeners.add(listener));
    return () => {
      if (listeners.delete(listener) && listeners.size === 0) this.#listeners.delete(runId);
    };
  }

  /** The newest event of a run, queued or written. */
  last(runId: string): TandemEvent | null {
    const line = this.#queues.get(runId)?.lines.at(-1);
    return line === undefined ? this.#chunks.last(runId) : JSON.parse(line);
  }

  /** Changes whenever another process has written. */
  version(): number {
    return this.#chunks.version();
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => this.#flushInBackground(), this.#retryMs || FLUSH_AFTER_MS).unref();
  }

  #flushInBackground(): void {
    const failedBefore = this.#retryMs > 0;
    try {
      this.flush();
    } catch (error) {
      if (!failedBefore) this.#onWriteError(TandemError.from(error, "state_persist_failed"));
    }
  }
}

/** The events of a chunk. A newline never stands inside a JSON text, so one parse serves the whole chunk. */
export function parseLines(lines: string): TandemEvent[] {
  return JSON.parse(`[${lines.replaceAll("\n", ",")}]`);
}

/** The event stream of one run: numbers events, passes them through the middleware, to the log and to subscribers. */
import type { StreamMiddleware } from "../kernel/request.ts";
import type { EventLog } from "../sessions/store.ts";
import type { EventBody, TandemEvent } from "./event.ts";

export interface RunEventsOptions {
  readonly runId: string;
  readonly parentRunId: string | null;
  readonly middleware: readonly StreamMiddleware[];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

export type EventSubscriber = (event: TandemEvent) => void;

/**
 * One publisher per run. `publish` is synchronous and never throws: an error of a subscriber or a middleware becomes a
 * `warning` event (once for each source), an error of the log is kept in `logError`.
 */
export class RunEvents {
  readonly #options: RunEventsOptions;
  readonly #subscribers = new Set<EventSubscriber>();
  readonly #faulty = new Set<unknown>();
  #seq = 0;
  #sessionId: string | null = null;
  #log: Pick<EventLog, "append"> | null = null;
  #logError: unknown = null;

  constructor(options: RunEventsOptions) {
    this.#options = options;
  }

  /** Set once the session is known; events before it carry null. */
  set sessionId(id: string | null) {
    this.#sessionId = id;
  }

  /** From now on events are kept in this log. */
  attachLog(log: Pick<EventLog, "append">): void {
    this.#log = log;
  }

  /** The first error the log gave, if any. */
  get logError(): unknown {
    return this.#logError;
  }

  subscribe(subscriber: EventSubscriber): () => void {
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  }

  publish(body: EventBody): void {
    const { middleware } = this.#options;
    if (middleware.length === 0 || body.type.startsWith("lifecycle.")) {
      this.#deliver(this.#stamp(body));
      return;
    }
    for (const event of this.#transform(this.#stamp(body, this.#seq + 1))) {
      this.#deliver({ ...event, seq: ++this.#seq });
    }
  }

  /** Into the log only: for events after a run is over, when its followers have left. Never throws. */
  record(body: EventBody): void {
    this.#keep(this.#stamp(body));
  }

  #stamp(body: EventBody, seq = ++this.#seq): TandemEvent {
    const { runId, parentRunId, clock } = this.#options;
    const envelope = { runId, sessionId: this.#sessionId, seq, at: clock() };
    return parentRunId === null ? { ...body, ...envelope } : { ...body, ...envelope, parentRunId };
  }

  #transform(event: TandemEvent): readonly TandemEvent[] {
    let events: readonly TandemEvent[] = [event];
    for (const transform of this.#options.middleware) {
      try {
        events = events.flatMap((one) => {
          const out = transform(one);
          return out === null ? [] : out;
        });
      } catch (error) {
        this.#warnOnce(transform, "stream_middleware_failed", error);
      }
    }
    return events;
  }

  #keep(event: TandemEvent): void {
    try {
      this.#log?.append(this.#options.runId, [event]);
    } catch (error) {
      this.#logError ??= error;
    }
  }

  #deliver(event: TandemEvent): void {
    this.#keep(event);
    for (const subscriber of this.#subscribers) {
      try {
        subscriber(event);
      } catch (error) {
        this.#warnOnce(subscriber, "subscriber_failed", error);
      }
    }
  }

  #warnOnce(source: unknown, code: string, error: unknown): void {
    if (this.#faulty.has(source)) return;
    this.#faulty.add(source);
    const message = error instanceof Error ? error.message : String(error);
    this.#deliver(this.#stamp({ type: "warning", code, message }));
  }
}

/** An event queue between a running turn and its reader. */
import type { TandemEvent } from "../events/event.ts";

/** Push on one side, `for await` on the other. One consumer; events wait unbounded until they are read. */
export class EventQueue implements AsyncIterable<TandemEvent> {
  #events: TandemEvent[] = [];
  #wake: (() => void) | null = null;
  #ended = false;

  push(event: TandemEvent): void {
    this.#events.push(event);
    this.#wake?.();
  }

  /** No more events will come. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<TandemEvent> {
    for (;;) {
      const batch = this.#events;
      this.#events = [];
      yield* batch;
      if (this.#events.length > 0) continue;
      if (this.#ended) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }
}

/** Runs the turns of a chat on its view, one at a time. */
import type { TandemEvent } from "../../../events/event.ts";
import type { TurnRequest } from "../../../kernel/request.ts";
import type { ExecutionResult } from "../../../kernel/result.ts";
import type { Tandem } from "../../../tandem.ts";
import type { ChatView } from "./view.ts";

/** A turn on the view. */
interface Shown {
  readonly events: AsyncIterable<TandemEvent>;
  readonly result: Promise<ExecutionResult | null>;
  abort(): void;
}

/** What becomes known of the turns. */
export interface TurnListener {
  /** A run of this chat is about to be shown. */
  began(runId: string): void;
  /** Each event, before the view has it. */
  event(event: TandemEvent): void;
  /** A turn has ended, and the view has all of it. */
  ended(): void;
}

export class TurnRunner {
  readonly #tandem: Tandem;
  readonly #view: ChatView;
  readonly #listener: TurnListener;
  #running: Pick<Shown, "abort"> | null = null;
  /** The turn that was stopped already. */
  #stopping: Pick<Shown, "abort"> | null = null;
  /** Settles when what the view shows now has ended. */
  #shown: Promise<void> = Promise.resolve();
  /** The last run that a message sent during a turn has become. */
  #followUp: string | null = null;

  constructor(tandem: Tandem, view: ChatView, listener: TurnListener) {
    this.#tandem = tandem;
    this.#view = view;
    this.#listener = listener;
  }

  get running(): boolean {
    return this.#running !== null;
  }

  /** Whether the running turn was stopped and has not ended yet. */
  get stopping(): boolean {
    return this.#running !== null && this.#stopping === this.#running;
  }

  /** Stops the running turn, if there is one. */
  stop(): void {
    this.#stopping = this.#running;
    this.#running?.abort();
  }

  /** Runs a turn, or sends its message into the one that runs. Settles when what became of it was shown. */
  async send(request: TurnRequest): Promise<void> {
    if (this.#running !== null) return this.#steer(request);
    await this.#next(async () => {
      const stream = this.#tandem.stream(request);
      this.#listener.began(stream.runId);
      await this.#show({ events: stream, result: stream.result, abort: () => stream.abort() });
    });
  }

  /** Runs a turn whose events are not shown, and gives its result. */
  async quietly(request: TurnRequest): Promise<ExecutionResult> {
    const stream = this.#tandem.stream(request);
    this.#listener.began(stream.runId);
    return this.#while(stream, () => stream.result);
  }

  /** Sends a message into the turn that runs, and shows the turn that it becomes when that one has no use for it. */
  async #steer(request: TurnRequest): Promise<void> {
    const stop = new AbortController();
    const sent = this.#tandem.send({ ...request, abortSignal: stop.signal });
    const { outcome, runId, error } = await sent.outcome;
    if (outcome === "steered") return this.#view.note("The model has your message now.");
    if (error !== undefined) return this.#view.error(error);
    // Several messages may have become one turn.
    if (runId === null || runId === this.#followUp) return;
    this.#followUp = runId;
    this.#listener.began(runId);
    const events = this.#tandem.events.follow(runId);
    await this.#next(() => this.#show({ events, result: sent.result, abort: () => stop.abort() }));
  }

  /** One thing at a time on the view. */
  #next(work: () => Promise<void>): Promise<void> {
    const done = this.#shown.then(work);
    this.#shown = done.catch(() => {});
    return done;
  }

  #show(turn: Shown): Promise<void> {
    return this.#while(turn, async () => {
      for await (const event of turn.events) {
        this.#listener.event(event);
        this.#view.event(event);
      }
      const result = await turn.result;
      if (result === null) return;
      if (result.error !== null && result.status !== "aborted") this.#view.error(result.error);
      this.#view.result(result);
    });
  }

  async #while<T>(turn: Pick<Shown, "abort">, work: () => Promise<T>): Promise<T> {
    this.#running = turn;
    this.#view.busy(true);
    try {
      return await work();
    } finally {
      this.#running = null;
      this.#view.busy(false);
      this.#listener.ended();
    }
  }
}

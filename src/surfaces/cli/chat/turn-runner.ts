/** Runs the turns of a chat on its view, one at a time. */
import type { TandemEvent } from "../../../events/event.ts";
import type { TurnRequest } from "../../../kernel/request.ts";
import type { ExecutionResult } from "../../../kernel/result.ts";
import type { SentMessage } from "../../../steering/send.ts";
import type { Tandem } from "../../../tandem.ts";
import type { ChatView } from "./view.ts";

/** A turn on the view. */
interface Shown {
  readonly events: AsyncIterable<TandemEvent>;
  readonly result: Promise<ExecutionResult | null>;
  abort(): void;
}

/** A message that was sent during a turn and has not become anything yet. */
interface Waiting {
  /** As the person wrote it. */
  readonly text: string;
  readonly sent: Pick<SentMessage, "withdraw">;
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
  /** In the order they were sent. */
  #waiting: readonly Waiting[] = [];
  /** The last run that messages sent during a turn have become, and those messages. */
  #followUp: { readonly runId: string; readonly texts: string[] } | null = null;

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

  /**
   * Runs a turn, or sends its message into the one that runs; `text`: the message as the person wrote it. Settles when what became of
   * it was shown.
   */
  async send(request: TurnRequest, text: string): Promise<void> {
    if (this.#running !== null) return this.#steer(request, text);
    this.#view.user(text);
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

  /** Takes back the last message that waits and gives its text; `null`: none waits, or what waited was just taken by the turn. */
  takeBack(): string | null {
    const last = this.#waiting.at(-1);
    if (last?.sent.withdraw() !== true) return null;
    this.#settle(last);
    return last.text;
  }

  /** Sends a message into the turn that runs, and shows the turn that it becomes when that one has no use for it. */
  async #steer(request: TurnRequest, text: string): Promise<void> {
    const stop = new AbortController();
    const sent = this.#tandem.send({ ...request, abortSignal: stop.signal });
    const waiting: Waiting = { text, sent };
    this.#waiting = [...this.#waiting, waiting];
    this.#showWaiting();
    const { outcome, runId, error } = await sent.outcome;
    const tookBack = !this.#waiting.includes(waiting);
    this.#settle(waiting);
    if (tookBack) return;
    if (outcome === "steered") return this.#view.user(text);
    if (error !== undefined || runId === null) return this.#refused(text, error);
    // Several messages may have become one turn.
    if (runId === this.#followUp?.runId) {
      this.#followUp.texts.push(text);
      return;
    }
    const followUp = { runId, texts: [text] };
    this.#followUp = followUp;
    this.#listener.began(runId);
    const events = this.#tandem.events.follow(runId);
    await this.#next(() => {
      for (const message of followUp.texts) this.#view.user(message);
      return this.#show({ events, result: sent.result, abort: () => stop.abort() });
    });
  }

  /** A message of a turn that was stopped goes back into the input, where there is one. */
  #refused(text: string, error: Awaited<SentMessage["outcome"]>["error"]): void {
    const { input } = this.#view;
    if (error?.code === "aborted" && input !== undefined) {
      input.set([text, input.text()].filter((part) => part !== "").join("\n\n"));
      return;
    }
    this.#view.user(text);
    if (error !== undefined) this.#view.error(error);
  }

  #settle(waiting: Waiting): void {
    this.#waiting = this.#waiting.filter((other) => other !== waiting);
    this.#showWaiting();
  }

  #showWaiting(): void {
    this.#view.queue(this.#waiting.map(({ text }) => text));
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

/** Keeps the conversation of one turn: in memory for the engines, in the store for good. */
import { TandemError } from "../kernel/errors.ts";
import type { Entry, EntryDraft } from "../sessions/entry.ts";
import type { Message } from "../sessions/message.ts";

export interface TranscriptSink {
  append(drafts: readonly EntryDraft[]): readonly Entry[];
}

/**
 * Every entry goes to the store before the engine gets any further, so that what was committed survives a kill. A write that
 * fails is reported and the turn goes on from memory.
 */
export class TurnRecorder {
  readonly #sink: TranscriptSink | null;
  readonly #onFailure: (error: TandemError) => void;
  readonly #messages: Message[];
  #headId: string | null;

  /** `sink` null: nothing is written (ephemeral turns). `messages` is the history so far and is not modified. */
  constructor(options: {
    readonly sink: TranscriptSink | null;
    readonly messages: readonly Message[];
    readonly headId: string | null;
    readonly onFailure: (error: TandemError) => void;
  }) {
    this.#sink = options.sink;
    this.#messages = [...options.messages];
    this.#headId = options.headId;
    this.#onFailure = options.onFailure;
  }

  /** The conversation as it stands, unrepaired. */
  get messages(): readonly Message[] {
    return this.#messages;
  }

  /** Id of the last entry written. */
  get headId(): string | null {
    return this.#headId;
  }

  append(...drafts: EntryDraft[]): void {
    for (const draft of drafts) if ("message" in draft) this.#messages.push(draft.message);
    if (this.#sink === null) return;
    try {
      const entries = this.#sink.append(drafts);
      this.#headId = entries.at(-1)?.id ?? this.#headId;
    } catch (error) {
      this.#onFailure(TandemError.from(error, "state_persist_failed"));
    }
  }
}

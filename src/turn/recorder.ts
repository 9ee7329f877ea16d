/** Keeps the conversation of one turn: in memory for the engines, in the store for good. */
import { TandemError } from "../kernel/errors.ts";
import type { Entry, EntryDraft } from "../sessions/entry.ts";
import { summaryMessage } from "../sessions/history.ts";
import type { Message } from "../sessions/message.ts";

export interface TranscriptSink {
  append(drafts: readonly EntryDraft[]): readonly Entry[];
  /** Entries from the last compaction on. */
  entries(): readonly Entry[];
}

export interface CompactionDraft {
  readonly runId: string;
  readonly summary: string;
  /** Messages from this index on are kept. */
  readonly cut: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/**
 * Every entry goes to the store before the engine gets any further, so that what was committed survives a kill. A write that
 * fails is reported and the turn goes on from memory.
 */
export class TurnRecorder {
  readonly #sink: TranscriptSink | null;
  readonly #onFailure: (error: TandemError) => void;
  #messages: Message[];
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

  /**
   * Puts a summary in place of the messages before `cut`; the entries stay in the store. Throws TandemError when the store refuses: a
   * compaction that is not kept would be lost with the process, and the conversation stays as it was.
   */
  compact({ cut, summary, ...draft }: CompactionDraft): void {
    if (this.#sink !== null) {
      const throughEntryId = lastEntryBefore(
        this.#sink.entries(),
        this.#messages[cut]!,
        this.#messages.length - cut,
      );
      const [entry] = this.#sink.append([{ type: "compaction", summary, throughEntryId, ...draft }]);
      this.#headId = entry!.id;
    }
    this.#messages = [summaryMessage(summary), ...this.#messages.slice(cut)];
  }
}

/** Id of the entry before the `fromEnd`-th message from the end, which is `first`. */
function lastEntryBefore(entries: readonly Entry[], first: Message, fromEnd: number): string {
  const sent = entries.filter((entry) => "message" in entry);
  const kept = sent.at(-fromEnd);
  const index = kept === undefined ? -1 : entries.indexOf(kept);
  if (index < 1 || kept?.message.role !== first.role) {
    throw new TandemError({
      code: "compaction_failure",
      message: "The transcript in the store is not the one in memory; it was left as it is.",
    });
  }
  return entries[index - 1]!.id;
}

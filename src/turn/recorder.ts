/** Keeps the conversation of one turn: in memory for the engines, in the store for good. */
import { TandemError } from "../kernel/errors.ts";
import type { Entry, EntryDraft } from "../sessions/entry.ts";
import { summaryMessage } from "../sessions/history.ts";
import type { KnownHistory } from "../sessions/history-cache.ts";
import type { Message } from "../sessions/message.ts";

export interface TranscriptSink {
  append(drafts: readonly EntryDraft[]): readonly Entry[];
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
 * fails is reported and the turn continues from memory.
 */
export class TurnRecorder {
  readonly #sink: TranscriptSink | null;
  readonly #onFailure: (error: TandemError) => void;
  #messages: Message[];
  /** Id of each message's entry; `null` for a summary and for what the store did not take. */
  #entryIds: (string | null)[];
  #headId: string | null;

  /** `sink` null: nothing is written (ephemeral turns). `history` is the conversation so far and is not modified. */
  constructor(options: {
    readonly sink: TranscriptSink | null;
    readonly history: KnownHistory;
    readonly headId: string | null;
    readonly onFailure: (error: TandemError) => void;
  }) {
    this.#sink = options.sink;
    this.#messages = [...options.history.messages];
    this.#entryIds = [...options.history.entryIds];
    this.#headId = options.headId;
    this.#onFailure = options.onFailure;
  }

  /** The conversation as it stands, unrepaired. */
  get messages(): readonly Message[] {
    return this.#messages;
  }

  get entryIds(): readonly (string | null)[] {
    return this.#entryIds;
  }

  /** Id of the last entry written. */
  get headId(): string | null {
    return this.#headId;
  }

  append(...drafts: EntryDraft[]): void {
    const entries = this.#write(drafts);
    drafts.forEach((draft, index) => {
      if (!("message" in draft)) return;
      this.#messages.push(draft.message);
      this.#entryIds.push(entries[index]?.id ?? null);
    });
  }

  #write(drafts: readonly EntryDraft[]): readonly Entry[] {
    if (this.#sink === null) return [];
    try {
      const entries = this.#sink.append(drafts);
      this.#headId = entries.at(-1)?.id ?? this.#headId;
      return entries;
    } catch (error) {
      this.#onFailure(TandemError.from(error, "state_persist_failed"));
      return [];
    }
  }

  /**
   * Replaces the messages before `cut` with a summary; the entries stay in the store. Throws TandemError when the store refuses: a
   * compaction that is not kept would be lost with the process, and the conversation stays as it was.
   */
  compact({ cut, summary, ...draft }: CompactionDraft): void {
    if (this.#sink !== null) {
      const throughEntryId = this.#entryIds[cut - 1] ?? null;
      if (throughEntryId === null) {
        throw new TandemError({
          code: "compaction_failure",
          message: "The part to summarise is not in the store; the conversation was left as it is.",
        });
      }
      const [entry] = this.#sink.append([{ type: "compaction", summary, throughEntryId, ...draft }]);
      this.#headId = entry!.id;
    }
    this.#messages = [summaryMessage(summary), ...this.#messages.slice(cut)];
    this.#entryIds = [null, ...this.#entryIds.slice(cut)];
  }
}

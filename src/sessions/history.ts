/** The view of a transcript that a model is sent, before repair. */
import type { Entry } from "./entry.ts";
import type { Message, UserMessage } from "./message.ts";

export interface History {
  /** Oldest first: the last compaction's summary, if there was one, then what it kept and what came after. */
  readonly messages: Message[];
  /** Id of each message's entry; `null` for a summary, which stands for many. */
  readonly entryIds: (string | null)[];
  /** The last entry's id, of whatever type: names the state of the conversation. `null` for an empty session. */
  readonly headId: string | null;
}

/**
 * Messages since the last compaction. Takes a whole transcript, or only what follows the compacted part (as the store reads it with
 * `fromLastCompaction`), and gives the same for both.
 */
export function historyOf(entries: readonly Entry[]): History {
  const compaction = entries.findLast((entry) => entry.type === "compaction");
  const messages: Message[] = compaction === undefined ? [] : [summaryMessage(compaction.summary)];
  const entryIds: (string | null)[] = compaction === undefined ? [] : [null];
  const cut =
    compaction === undefined ? -1 : entries.findLastIndex((entry) => entry.id === compaction.throughEntryId);
  const skipped = unanswered(entries);
  for (let index = cut + 1; index < entries.length; index++) {
    const entry = entries[index] as Entry;
    if (skipped.has(entry)) continue;
    if (entry.type !== "user" && entry.type !== "assistant" && entry.type !== "tool_result") continue;
    messages.push(entry.message);
    entryIds.push(entry.id);
  }
  return { messages, entryIds, headId: entries.at(-1)?.id ?? null };
}

/** Prompts of runs in which the model did not answer: they stay in the transcript and are not sent again. */
export function unanswered(entries: readonly Entry[]): Set<Entry> {
  const answered = new Set<string>();
  for (const entry of entries) {
    if (entry.type !== "assistant" || entry.runId === null) continue;
    if (entry.message.stop !== "error" && entry.message.stop !== "aborted") answered.add(entry.runId);
  }
  return new Set(
    entries.filter((entry) => entry.type === "user" && entry.runId !== null && !answered.has(entry.runId)),
  );
}

/** A compaction's summary as a model sees it. */
export function summaryMessage(summary: string): UserMessage {
  const text = `The conversation before this point was replaced by this summary:\n\n<summary>\n${summary}\n</summary>`;
  return { role: "user", content: [{ type: "text", text }] };
}

const SUMMARY =
  /^The conversation before this point was replaced by this summary:\n\n<summary>\n([\s\S]*)\n<\/summary>$/;

/** The summary that {@link summaryMessage} was made from; any other text as it is. */
export function summaryIn(text: string): string {
  return SUMMARY.exec(text)?.[1] ?? text;
}

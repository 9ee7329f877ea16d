/** The view of a transcript that a model is sent, before repair. */
import type { Entry } from "./entry.ts";
import type { Message, UserMessage } from "./message.ts";

export interface History {
  /** Oldest first: the last compaction's summary, if there was one, then what it kept and what came after. */
  readonly messages: Message[];
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
  const cut =
    compaction === undefined ? -1 : entries.findLastIndex((entry) => entry.id === compaction.throughEntryId);
  const answered = answeredRuns(entries);
  for (let index = cut + 1; index < entries.length; index++) {
    const entry = entries[index] as Entry;
    if (entry.type === "user" && entry.runId !== null && !answered.has(entry.runId)) continue;
    if (entry.type === "user" || entry.type === "assistant" || entry.type === "tool_result")
      messages.push(entry.message);
  }
  return { messages, headId: entries.at(-1)?.id ?? null };
}

/** Runs in which the model answered. The prompt of any other run stays in the transcript and is not sent again. */
function answeredRuns(entries: readonly Entry[]): Set<string> {
  const runs = new Set<string>();
  for (const entry of entries) {
    if (entry.type !== "assistant" || entry.runId === null) continue;
    if (entry.message.stop !== "error" && entry.message.stop !== "aborted") runs.add(entry.runId);
  }
  return runs;
}

/** A compaction's summary as a model sees it. */
export function summaryMessage(summary: string): UserMessage {
  const text = `The conversation before this point was replaced by this summary:\n\n<summary>\n${summary}\n</summary>`;
  return { role: "user", content: [{ type: "text", text }] };
}

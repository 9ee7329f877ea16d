/** Which calls of a session wait for their caller's results. The transcript alone says it, so a restart changes nothing. */
import type { PendingToolCall } from "../../kernel/result.ts";
import type { Entry, EntryDraft } from "../../sessions/entry.ts";
import { unanswered } from "../../sessions/history.ts";
import type { LeftCall } from "../runner.ts";

/** Name of the custom entry that a turn leaves when it ends with calls of client tools. */
const PENDING_ENTRY = "pending_tool_calls";

/** The entry that says which calls were left, with their input as hooks left it. */
export function pendingEntry(runId: string, calls: readonly LeftCall[]): EntryDraft {
  return { type: "custom", runId, name: PENDING_ENTRY, data: { calls } };
}

/**
 * Calls without a result, in the model's order. None once the conversation has gone on without them; a prompt that the model did not
 * answer does not count as continuing.
 */
export function pendingCalls(entries: readonly Entry[]): LeftCall[] {
  const at = entries.findLastIndex((entry) => entry.type === "custom" && entry.name === PENDING_ENTRY);
  if (at === -1) return [];
  const later = entries.slice(at + 1);
  const skipped = unanswered(later);
  const answered = new Set<string>();
  for (const entry of later) {
    if (entry.type === "user" && !skipped.has(entry)) return [];
    if (entry.type === "assistant" && entry.message.stop !== "error" && entry.message.stop !== "aborted")
      return [];
    if (entry.type === "tool_result") answered.add(entry.message.toolCallId);
  }
  return callsIn(entries[at]!).filter((call) => !answered.has(call.id));
}

/** What the caller is told about a call. */
export function toldCall({ id, name, input }: LeftCall): PendingToolCall {
  return { id, name, input };
}

function callsIn(entry: Entry): readonly LeftCall[] {
  const data = entry.type === "custom" ? (entry.data as { readonly calls?: unknown } | null) : null;
  return Array.isArray(data?.calls) ? (data.calls as LeftCall[]) : [];
}

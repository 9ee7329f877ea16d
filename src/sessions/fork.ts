/** The beginning of a conversation, to continue from in another direction. */
import { randomUUID } from "node:crypto";
import type { Entry } from "./entry.ts";
import type { PastEntry } from "./store.ts";

/** Entries up to and including `last`, as a session of their own begins with them: ids are new, everything else is as it was. */
export function pastThrough(entries: readonly Entry[], last: Entry): PastEntry[] {
  const ids = new Map<string, string>();
  return entries.slice(0, entries.indexOf(last) + 1).map((entry) => {
    const id = randomUUID();
    ids.set(entry.id, id);
    const { sessionId: _session, seq: _seq, parentId: _parent, ...rest } = entry;
    if (rest.type !== "compaction") return { ...rest, id };
    return { ...rest, id, throughEntryId: ids.get(rest.throughEntryId) ?? rest.throughEntryId };
  });
}

/** What a session's append-only transcript consists of. */
import type { AssistantMessage, RuntimeKind, ToolResultMessage, UserMessage } from "./message.ts";

interface EntryBase {
  /** Unique in the store. */
  readonly id: string;
  readonly sessionId: string;
  /** Position in the session, from 1, without gaps; set by the store. */
  readonly seq: number;
  /** The entry this one follows; `null` for the first. A fork shares its ancestors' content, not their ids. */
  readonly parentId: string | null;
  /** The run that wrote it, here or where the session was copied from; `null` when no run of Tandem did. */
  readonly runId: string | null;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

export interface UserEntry extends EntryBase {
  readonly type: "user";
  readonly message: UserMessage;
}

export interface AssistantEntry extends EntryBase {
  readonly type: "assistant";
  readonly message: AssistantMessage;
}

export interface ToolResultEntry extends EntryBase {
  readonly type: "tool_result";
  readonly message: ToolResultMessage;
}

/** Everything up to and including `throughEntryId` is replaced by `summary` in what is sent; the entries stay. */
export interface CompactionEntry extends EntryBase {
  readonly type: "compaction";
  readonly summary: string;
  readonly throughEntryId: string;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/** The engine, model or thinking level changed before the next turn. */
export interface ChangeEntry extends EntryBase {
  readonly type: "change";
  readonly runtime: RuntimeKind;
  readonly provider: string;
  readonly model: string;
}

/** A host's own record; never sent to a model. */
export interface CustomEntry extends EntryBase {
  readonly type: "custom";
  readonly name: string;
  readonly data: unknown;
}

export type Entry =
  | UserEntry
  | AssistantEntry
  | ToolResultEntry
  | CompactionEntry
  | ChangeEntry
  | CustomEntry;

type Draft<T> = T extends Entry
  ? Omit<T, "id" | "sessionId" | "seq" | "parentId" | "createdAt"> & { readonly id?: string }
  : never;

/** An entry as handed to the store, which adds id, sequence, parent and time. */
export type EntryDraft = Draft<Entry>;

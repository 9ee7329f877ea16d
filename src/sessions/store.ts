/** The port to storage. SQLite implements it today; Postgres can later. All writes of one call are one transaction. */
import type { ProfileHealthStore } from "../auth/health.ts";
import type { SpendingStore } from "../cost/spending.ts";
import type { Spent } from "../cost/spent.ts";
import type { TandemEvent } from "../events/event.ts";
import type { AttemptRecord, TurnStatus } from "../kernel/result.ts";
import type { ApprovalStore } from "../permissions/store.ts";
import type { CustomEntry, Entry, EntryDraft } from "./entry.ts";
import type { RuntimeKind } from "./message.ts";

/** Usage and cost are those of every model call of its turns; what its entries say of calls made elsewhere is not in them. */
export interface SessionInfo extends Spent {
  readonly id: string;
  /** `agent:<agent>:<channel>:dm:<user>[:thread:<id>]` */
  readonly key: string;
  readonly agentId: string;
  readonly title: string | null;
  /** Id of the session whose turn spawned it as a subagent's; `null`: no turn did. */
  readonly spawnedBy: string | null;
  /** Real path of the folder that it was begun in; `null`: unknown, until its next turn. */
  readonly workspaceDir: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly entryCount: number;
  /** Last entry's id; the head of the conversation. */
  readonly headId: string | null;
  /** What the last turn ran on. */
  readonly runtime: RuntimeKind | null;
  readonly provider: string | null;
  readonly model: string | null;
  /** Digest per part of the last system prompt, to detect changes. */
  readonly promptParts: Readonly<Record<string, string>> | null;
}

/** What a finished turn leaves on its session and run, beside its entries. */
export interface RunRecord extends Spent {
  readonly runId: string;
  readonly sessionId: string | null;
  readonly sessionKey: string | null;
  readonly parentRunId: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly status: TurnStatus | "running";
  readonly runtime: RuntimeKind | null;
  readonly provider: string | null;
  readonly model: string | null;
  readonly profile: string | null;
  readonly attempts: readonly AttemptRecord[];
  readonly errorCode: string | null;
  /** What the caller bills the run under. */
  readonly billingTag: string | null;
}

/** An entry that was made elsewhere: in another session, or by another program. */
export type PastEntry = EntryDraft & {
  /** Milliseconds since 1970. */
  readonly createdAt: number;
};

export interface SearchOptions {
  /** Most hits; default 20. */
  readonly limit?: number;
  readonly agentId?: string;
  readonly sessionId?: string;
}

/** One entry whose text has what was searched. */
export interface SearchHit {
  readonly session: SessionInfo;
  readonly entryId: string;
  readonly seq: number;
  readonly type: "user" | "assistant" | "tool_result";
  readonly createdAt: number;
  /** A part of the text around what was found, on one line. */
  readonly snippet: string;
  /** Where in the snippet it stands: start and end of each place. */
  readonly matches: readonly (readonly [start: number, end: number])[];
}

/** Where a new session comes from. */
export interface SessionOrigin {
  /** Id of the session whose turn spawns it. */
  readonly spawnedBy?: string | null;
  /** Real path of the folder it is begun in. */
  readonly workspaceDir?: string | null;
}

/** Which sessions to list. */
export interface SessionListOptions {
  /** Most sessions; default all. */
  readonly limit?: number;
  readonly offset?: number;
  readonly agentId?: string;
  /** Only those begun in this folder (its real path). */
  readonly workspaceDir?: string;
  /** True: without those of subagents. */
  readonly withoutSpawned?: boolean;
}

export interface SessionStore {
  /** The current session of a key, made when there is none; where it came from is kept of one that is made. */
  openSession(key: string, agentId: string, from?: SessionOrigin): SessionInfo;
  getSession(id: string): SessionInfo | null;
  findByKey(key: string): SessionInfo | null;
  /** Newest activity first. */
  listSessions(options?: SessionListOptions): SessionInfo[];
  /**
   * Points the key at a new, empty session; the old one stays readable by id. Throws TandemError `session_busy` while someone holds
   * the old one.
   */
  resetSession(key: string): SessionInfo;
  /**
   * Makes a session that begins with a transcript from elsewhere, in one transaction. What its entries cost was paid elsewhere: it
   * stays on them and is not counted on the session. Throws TandemError `validation_failed` when the key has a session already.
   */
  createSession(
    session: {
      readonly key: string;
      readonly agentId: string;
      readonly title: string | null;
      readonly workspaceDir?: string | null;
    },
    past: readonly PastEntry[],
  ): SessionInfo;
  /**
   * Entries whose texts have all words of the query (as beginnings of words; `"…"` for an exact phrase), best first. Any text is a
   * query: what means nothing finds nothing.
   */
  search(query: string, options?: SearchOptions): SearchHit[];
  /**
   * Removes a session, its entries and its runs' events. Returns whether it existed. Throws TandemError `session_busy` while someone
   * holds its lease.
   */
  deleteSession(id: string): boolean;
  /** The last custom entry of this name; `null`: there is none. */
  lastCustom(sessionId: string, name: string): CustomEntry | null;
  setTitle(id: string, title: string): void;
  /** Says which folder a session belongs to. */
  setWorkspaceDir(id: string, folder: string): void;
  setPromptParts(id: string, parts: Readonly<Record<string, string>>): void;
  /**
   * Appends in order, in one transaction, durable when it returns. Throws TandemError `state_persist_failed`, or
   * `session_busy` when `fence` no longer owns the session.
   */
  append(sessionId: string, drafts: readonly EntryDraft[], fence?: string): Entry[];
  /** Entries in order; from the last compaction on when `fromLastCompaction`. Images come back by value. */
  entries(
    sessionId: string,
    options?: { readonly fromLastCompaction?: boolean; readonly afterSeq?: number; readonly limit?: number },
  ): Entry[];
}

export interface RunStore {
  startRun(
    run: Pick<RunRecord, "runId" | "sessionId" | "sessionKey" | "parentRunId" | "startedAt"> & {
      readonly billingTag?: string | null;
    },
  ): void;
  endRun(run: Omit<RunRecord, "parentRunId" | "startedAt" | "sessionKey" | "billingTag">): void;
  /**
   * Ends runs (of one session, when given) whose process has ended without ending them: status `aborted`, errorCode `owner_died`,
   * what their answers cost, and a last `lifecycle.error` for who follows them. Returns their ids. Any process may call it at any
   * time: each run is ended once.
   */
  endAbandoned(sessionId?: string): string[];
  getRun(runId: string): RunRecord | null;
  listRuns(options?: {
    readonly sessionId?: string;
    readonly sinceMs?: number;
    readonly limit?: number;
  }): RunRecord[];
}

/** Events of runs, readable from any cursor by any process. */
export interface EventLog {
  /** Queues events; they are written in batches (at the latest after 50 ms, at once when `flush` is called). */
  append(runId: string, events: readonly TandemEvent[]): void;
  /**
   * Writes what is queued, in one transaction with what `alongside` writes to the same store. Throws TandemError
   * `state_persist_failed`: then neither is written, and the events stay queued.
   */
  flush(alongside?: () => void): void;
  /** Events with seq > `after`, in order. */
  read(runId: string, after?: number, limit?: number): TandemEvent[];
  /**
   * Events with seq > `after` as they come, until the run's `lifecycle.end` or `lifecycle.error`, or until `signal` aborts
   * (the iteration then ends without an error). This process's events arrive at once, another process's within about 100 ms.
   */
  follow(runId: string, after?: number, signal?: AbortSignal): AsyncIterable<TandemEvent>;
}

/** Session ownership between processes. */
export interface LeaseStore {
  /** Takes or renews; refused while another holds it whose time has not run out and whose process has not ended. */
  acquire(
    sessionId: string,
    fence: string,
    ttlMs: number,
  ): { readonly ok: true } | { readonly ok: false; readonly owner: string; readonly expiresAt: number };
  /** False: another has taken it over. */
  renew(sessionId: string, fence: string, ttlMs: number): boolean;
  release(sessionId: string, fence: string): void;
  /** Who may write the session now; `null`: nobody in particular. */
  holder(sessionId: string): { readonly owner: string; readonly expiresAt: number } | null;
}

/** Child processes of engines, so that a later start can end those of a killed owner. */
export interface ChildStore {
  /** `startTime` is the kernel's process start time, to tell a reused pid from the child. */
  record(child: {
    readonly pid: number;
    readonly startTime: string;
    readonly ownerPid: number;
    readonly ownerStartTime: string;
    readonly folder: string | null;
  }): void;
  remove(pid: number, startTime: string): void;
  list(): {
    readonly pid: number;
    readonly startTime: string;
    readonly ownerPid: number;
    readonly ownerStartTime: string;
    readonly folder: string | null;
  }[];
}

/** One opened data folder. */
export interface Store {
  readonly sessions: SessionStore;
  readonly runs: RunStore;
  readonly events: EventLog;
  readonly leases: LeaseStore;
  readonly children: ChildStore;
  readonly spending: SpendingStore;
  readonly profileHealth: ProfileHealthStore;
  readonly approvals: ApprovalStore;
  /** Absolute path of the data folder. */
  readonly home: string;
  /** Flushes and closes; idempotent. */
  close(): void;
}

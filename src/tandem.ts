/** The library's interface: what `createTandem` returns. */
import type { Accounts } from "./auth/accounts.ts";
import type { MessageChannel } from "./channels/outbox.ts";
import type { SpendingQuery, SpendingRow } from "./cost/spending.ts";
import type { TandemEvent } from "./events/event.ts";
import type { HookEvent } from "./hooks/events.ts";
import type { HookHandler, HookOptions } from "./hooks/handler.ts";
import type { TurnRequest } from "./kernel/request.ts";
import type { ExecutionResult, PendingToolCall } from "./kernel/result.ts";
import type { McpServerStatus } from "./mcp/status.ts";
import type { MemoryAccess } from "./memory/access.ts";
import type { Approvals } from "./permissions/approvals.ts";
import type { ModelInfo, ProviderInfo, RuntimeContext } from "./routing/model.ts";
import type { Entry } from "./sessions/entry.ts";
import type { ExportFormat, ImportFormat, ImportReport } from "./sessions/formats/format.ts";
import type {
  RunRecord,
  SearchHit,
  SearchOptions,
  SessionInfo,
  SessionListOptions,
} from "./sessions/store.ts";
import type { SkillScope, SkillsFace } from "./skills/facade.ts";
import type { SendOptions, SentMessage } from "./steering/send.ts";
import type { TemplateList } from "./templates/library.ts";
import type { PersonCommandOptions, PersonCommandResult } from "./tools/builtin/person-command.ts";
import type { PermissionMode } from "./turn/facts.ts";
import type { PromptPreview } from "./turn/preview.ts";

/**
 * A running turn: iterate over it for events, await `result` for its result. You can use either or both. Leaving the loop early doesn't
 * stop the turn; `abort()` does.
 */
export interface TurnStream extends AsyncIterable<TandemEvent> {
  readonly runId: string;
  /** Never rejects: failures are in the result. */
  readonly result: Promise<ExecutionResult>;
  /** Stops the turn; idempotent. */
  abort(): void;
}

export interface ForkOptions {
  /** The last entry to copy; default: the session's last. */
  readonly entryId?: string;
  /** Default: the session's key with `:fork:<n>`, the first that is free. */
  readonly key?: string;
  /** Default: the session's. */
  readonly title?: string;
}

export interface ExportOptions {
  readonly format: ExportFormat;
  /** Absolute path that Pi and Claude Code will use as the conversation's folder; default: the agent's workspace. */
  readonly cwd?: string;
}

export interface ImportSource {
  /** Path of the file. */
  readonly file: string;
  /** Default: detected from the file. */
  readonly format?: ImportFormat;
  /** Default: `agent:<agent>:import:dm:<the session's id in the file>`, with `:fork:<n>` when that is taken. */
  readonly key?: string;
  /** Default `main`. */
  readonly agentId?: string;
}

/** Access to sessions by id or key; a key refers to its current session. */
export interface Sessions {
  /** The latest first. */
  list(options?: SessionListOptions): SessionInfo[];
  /** `null`: there is none. */
  get(idOrKey: string): SessionInfo | null;
  /** The transcript, oldest first. Throws TandemError `session_not_found`. */
  entries(idOrKey: string): Entry[];
  /**
   * Calls to client tools that are waiting for their `toolResults`, in the model's order. Throws TandemError
   * `session_not_found`.
   */
  pending(idOrKey: string): PendingToolCall[];
  /** Starts a new, empty session under the key. */
  reset(key: string): SessionInfo;
  rename(idOrKey: string, title: string): void;
  /** Throws TandemError `session_not_found`, or `session_busy` while a turn runs in this or another process. */
  delete(idOrKey: string): void;
  /**
   * Entries whose text (from users, models or tools) contains all words of the query, best first. Words match as prefixes; `"…"` is
   * an exact phrase. Any text is a valid query.
   */
  search(query: string, options?: SearchOptions): SearchHit[];
  /**
   * A new session with the entries up to and including one, to continue in another direction. Usage and cost of the copied entries
   * are not counted again. Throws TandemError `session_not_found`, or `validation_failed` for an unknown entry or a key that is taken.
   */
  fork(idOrKey: string, options?: ForkOptions): SessionInfo;
  /** The session as the text of a file. Rejects with TandemError `session_not_found`. */
  export(idOrKey: string, options: ExportOptions): Promise<string>;
  /**
   * Reads a session file of Pi (versions 1 to 3; its current branch) or Claude Code into a new session, all or nothing. Damaged lines
   * are left out, reported, and kept in a `.bak` file in the data folder's `imports`. Rejects with TandemError `import_invalid` for
   * a file that is no session and `validation_failed` for one that cannot be read; nothing is changed then.
   */
  import(source: ImportSource): Promise<ImportReport>;
}

/** One finding of `doctor`. */
export interface DoctorCheck {
  /** `engine.pi`, `engine.claude`, `credentials.anthropic`, `store`, `sandbox.bubblewrap`, `local.ollama` … */
  readonly id: string;
  readonly status: "ok" | "warn" | "fail" | "info";
  readonly summary: string;
  readonly remedy?: string;
}

/** One instance: its engines, its store, its configuration. Several may live in one process and share a data folder. */
export interface Tandem {
  /**
   * Runs one turn and resolves with its result. Never rejects: a turn that fails, also because an option is wrong, has the status
   * `failed` and the reason in `error`. Turns of one session run one after another, others in parallel.
   */
  run(request: TurnRequest): Promise<ExecutionResult>;
  /** The same turn, with its events as they come. Starts at once, whether or not anybody iterates. */
  stream(request: TurnRequest): TurnStream;
  /**
   * Sends a message to a session in which a turn may be running: the message enters that turn, waits for it, is collected with others,
   * or replaces it. Requires `sessionKey` or `sessionId`. Settings other than prompt and images apply only if the message becomes a
   * separate turn. Turns of other processes are not steered: the message waits for them (or is rejected, with `whenBusy: "fail"`).
   */
  send(request: TurnRequest, options?: SendOptions): SentMessage;
  /** Functions that run on events of every turn. */
  readonly hooks: {
    /**
     * Adds a hook for every turn from the next one on, and for ends of sessions; returns a function that removes it. Throws
     * TandemError `validation_failed` for an invalid hook.
     */
    on<E extends HookEvent>(event: E, handler: HookHandler<E>, options?: HookOptions): () => void;
  };
  /** Which turns wait for which: each session has a lane, and so has each kind of turn (`main`, `subagent`, `cron`). */
  readonly lanes: {
    /**
     * Ends all turns that are waiting in a global lane (by name) or for a session (by key) as `aborted` with code `lane_cleared`. Running
     * turns continue. Returns how many ended.
     */
    clear(name: string): number;
  };
  /** Conversations: their transcripts, found by id or key. */
  readonly sessions: Sessions;
  /** The MCP servers of the configuration. */
  readonly mcp: {
    /** The current status of each, in the order of the configuration; starts nothing. */
    status(): McpServerStatus[];
    /** Starts one or all of them as a turn would, without waiting for a back-off, and returns their status. Empty for an unknown name. */
    check(server?: string): Promise<McpServerStatus[]>;
  };
  /** One record for each turn: how it ended and what it cost. */
  readonly runs: {
    /** `null`: there is none. */
    get(runId: string): RunRecord | null;
    /** The latest first. */
    list(options?: {
      readonly sessionId?: string;
      readonly sinceMs?: number;
      readonly limit?: number;
    }): RunRecord[];
  };
  /** The event log, which holds every turn that was kept, also of other processes. */
  readonly events: {
    /** Events of a run after a cursor, as far as they exist now. */
    read(runId: string, after?: number): TandemEvent[];
    /** Events of a run from a cursor until its end, even if another process runs it. */
    follow(runId: string, after?: number, signal?: AbortSignal): AsyncIterable<TandemEvent>;
  };
  /** Credential profiles: added, ordered, tested. Secrets go in and never come out. */
  readonly auth: Accounts;
  /** Pending approvals, and the rules that answers have left. */
  readonly approvals: Approvals;
  /** Channels of the `message` tool, in addition to the built-in `local`. */
  readonly channels: {
    /** Lets turns that start from now on send through it. Returns a function that removes it. Throws TandemError `validation_failed`. */
    register(channel: MessageChannel): () => void;
    names(): readonly string[];
  };
  /** What agents remember across conversations. */
  readonly memory: MemoryAccess;
  /** Costs, grouped and summed; runs that write nothing are not included. */
  usage(query: SpendingQuery): SpendingRow[];
  /** Every model that can be named, with its prices and limits. Not all have a credential. */
  models(): readonly ModelInfo[];
  /** Every provider, those of the configuration included. */
  providers(): readonly ProviderInfo[];
  /** Model string and engine of a turn that specifies neither, with the reason. */
  defaults(): {
    readonly runtime: string;
    readonly model: string;
    readonly why: readonly string[];
    readonly permissionMode: PermissionMode;
  };
  /**
   * Runs a shell command for a person who gives it by hand (`!command` of the chat): like the `exec` tool, in its sandbox and with its
   * environment, but outside a turn and unasked. Rejects with TandemError `sandbox_unavailable` where commands cannot be confined.
   */
  shell(command: string, options: PersonCommandOptions): Promise<PersonCommandResult>;
  /**
   * What a turn of this request would run on, and why: its session's last engine and model count as they would in the turn. Runs and
   * writes nothing; the request needs no prompt. Throws TandemError as the turn would fail.
   */
  route(request?: TurnRequest): RuntimeContext;
  /** Checks engines, credentials, store and sandbox, as `tandem doctor` does. Never rejects because a check fails. */
  doctor(): Promise<readonly DoctorCheck[]>;
  /**
   * The system prompt that a turn with this request would have, and which parts are new to its session. Runs and writes nothing; the
   * request needs no prompt. Rejects with the TandemError that the turn would fail with.
   */
  prompt(request?: TurnRequest): Promise<PromptPreview>;
  /** Skills that turns can use: listed, checked, created. */
  readonly skills: SkillsFace;
  /** The templates that `/name` calls, and template files that are invalid. */
  templates(scope?: SkillScope): Promise<TemplateList>;
  /** Starts what a first turn needs (store, engine process) in advance; optional. */
  prewarm(request?: Pick<TurnRequest, "runtime" | "model" | "workspaceDir" | "thinking" | "agentId">): void;
  /**
   * Accepts no more turns, ends waiting ones, gives running ones `deadlineMs` (default 0) to finish and then aborts them, ends every
   * child process, flushes and closes the store. A second call can bring the deadline forward; it returns the first call's promise.
   */
  close(options?: { readonly deadlineMs?: number }): Promise<void>;
}

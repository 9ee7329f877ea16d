/** The library's face: what `createTandem` gives. */
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
import type { PermissionMode } from "./turn/facts.ts";
import type { PromptPreview } from "./turn/preview.ts";

/** A running turn: iterate it for events, await `result` for its end. Both may be used, or either alone. */
export interface TurnStream extends AsyncIterable<TandemEvent> {
  readonly runId: string;
  /** Never rejects: failures are in the result. */
  readonly result: Promise<ExecutionResult>;
  /** Stops the turn; idempotent. */
  abort(): void;
}

export interface ForkOptions {
  /** The last entry that the fork takes over; default the session's last. */
  readonly entryId?: string;
  /** Default: the session's own with `:fork:<n>`, the first that is free. */
  readonly key?: string;
  /** Default: the session's. */
  readonly title?: string;
}

export interface ExportOptions {
  readonly format: ExportFormat;
  /** Absolute path that Pi and Claude Code take for the conversation's folder; default the agent's workspace. */
  readonly cwd?: string;
}

export interface ImportSource {
  /** Path of the file. */
  readonly file: string;
  /** Default: told from the file. */
  readonly format?: ImportFormat;
  /** Default: `agent:<agent>:import:dm:<the session's id in the file>`, with `:fork:<n>` when that is taken. */
  readonly key?: string;
  /** Default `main`. */
  readonly agentId?: string;
}

/** Sessions by id or key; a key means its current session. */
export interface Sessions {
  list(options?: SessionListOptions): SessionInfo[];
  get(idOrKey: string): SessionInfo | null;
  entries(idOrKey: string): Entry[];
  /**
   * Calls of client tools that wait for a turn with their `toolResults`, in the model's order. Throws TandemError
   * `session_not_found`.
   */
  pending(idOrKey: string): PendingToolCall[];
  /** Starts a new, empty session under the key. */
  reset(key: string): SessionInfo;
  rename(idOrKey: string, title: string): void;
  /** Throws TandemError `session_not_found`, or `session_busy` while a turn runs, here or in another process. */
  delete(idOrKey: string): void;
  /**
   * Entries whose texts (what users and models said, what tools gave) have all words of the query, best first. Words match as
   * beginnings; `"…"` is an exact phrase. Any text is a query and none throws.
   */
  search(query: string, options?: SearchOptions): SearchHit[];
  /**
   * A new session with the entries up to and including one, to go on in another direction. Usage and cost of the copied entries are
   * not counted again. Throws TandemError `session_not_found`, or `validation_failed` for an unknown entry or a key that is taken.
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

export interface Tandem {
  run(request: TurnRequest): Promise<ExecutionResult>;
  stream(request: TurnRequest): TurnStream;
  /**
   * A message to a session in which a turn may run: enters that turn, waits for it, is gathered with others, or takes its place. Needs
   * `sessionKey` or `sessionId` to find the turn; what the request sets beside its prompt and images counts where it becomes a turn of
   * its own. Turns of other processes are not steered: the message waits for them (or is rejected, with `whenBusy: "fail"`).
   */
  send(request: TurnRequest, options?: SendOptions): SentMessage;
  readonly hooks: {
    /**
     * Sets a hook for every turn from the next one on, and for the ends of sessions; gives what takes it away again. Throws
     * TandemError `validation_failed` for what is no hook.
     */
    on<E extends HookEvent>(event: E, handler: HookHandler<E>, options?: HookOptions): () => void;
  };
  readonly lanes: {
    /**
     * Turns that wait in a global lane (by name) or for a session (by key) end as `aborted` with code `lane_cleared`; those that run
     * are left alone. Returns how many.
     */
    clear(name: string): number;
  };
  readonly sessions: Sessions;
  /** The MCP servers of the configuration. */
  readonly mcp: {
    /** What is known of each by now, in the order of the configuration; starts nothing. */
    status(): McpServerStatus[];
    /** Starts one, or all, as a turn would, and gives their status; a back-off is not waited for. Of an unknown name nothing. */
    check(server?: string): Promise<McpServerStatus[]>;
  };
  readonly runs: {
    get(runId: string): RunRecord | null;
    list(options?: {
      readonly sessionId?: string;
      readonly sinceMs?: number;
      readonly limit?: number;
    }): RunRecord[];
  };
  readonly events: {
    /** Events of a run after a cursor, as far as they are there now. */
    read(runId: string, after?: number): TandemEvent[];
    /** Events of a run from a cursor until its end, also while another process runs it. */
    follow(runId: string, after?: number, signal?: AbortSignal): AsyncIterable<TandemEvent>;
  };
  /** Credential profiles: added, ordered, tested. Secrets go in and never come out. */
  readonly auth: Accounts;
  /** Questions of turns that wait for a person, and the rules that answers left. */
  readonly approvals: Approvals;
  /** Where the `message` tool sends to, beside the built-in `local`. */
  readonly channels: {
    /** Turns that begin from now on may send through it. Returns how to take it back. Throws TandemError `validation_failed`. */
    register(channel: MessageChannel): () => void;
    names(): readonly string[];
  };
  /** What agents remember beyond their conversations. */
  readonly memory: MemoryAccess;
  /** What was spent, summed; runs that write nothing are not in it. */
  usage(query: SpendingQuery): SpendingRow[];
  models(): readonly ModelInfo[];
  providers(): readonly ProviderInfo[];
  /** Default model string and engine of a turn that asks for nothing, with the reason. */
  defaults(): {
    readonly runtime: string;
    readonly model: string;
    readonly why: readonly string[];
    readonly permissionMode: PermissionMode;
  };
  /**
   * What a turn of this request would run on, and why: its session's last engine and model count as they would in the turn. Runs and
   * writes nothing; the request needs no prompt. Throws TandemError as the turn would fail.
   */
  route(request?: TurnRequest): RuntimeContext;
  doctor(): Promise<readonly DoctorCheck[]>;
  /**
   * The system prompt that a turn of this request would have, and what of it is new to its session. Runs nothing and writes nothing;
   * the request needs no prompt. Rejects with TandemError as the turn would fail.
   */
  prompt(request?: TurnRequest): Promise<PromptPreview>;
  readonly skills: SkillsFace;
  /** The templates that `/name` calls, and the files that should be some and are not. */
  templates(scope?: SkillScope): Promise<TemplateList>;
  /** Starts what a first turn needs (store, engine child) ahead of it; optional. */
  prewarm(request?: Pick<TurnRequest, "runtime" | "model" | "workspaceDir" | "thinking" | "agentId">): void;
  /**
   * Stops intake and what waits, lets what runs end by itself within `deadlineMs` (default 0) and aborts it then, ends every child,
   * flushes and closes the store. A further call may bring the deadline forward, and gives the promise of the first.
   */
  close(options?: { readonly deadlineMs?: number }): Promise<void>;
}

/** The library's face: what `createTandem` gives. */
import type { Accounts } from "./auth/accounts.ts";
import type { SpendingQuery, SpendingRow } from "./cost/spending.ts";
import type { TandemEvent } from "./events/event.ts";
import type { TurnRequest } from "./kernel/request.ts";
import type { ExecutionResult } from "./kernel/result.ts";
import type { ModelInfo, ProviderInfo } from "./routing/model.ts";
import type { Entry } from "./sessions/entry.ts";
import type { RunRecord, SessionInfo } from "./sessions/store.ts";

/** A running turn: iterate it for events, await `result` for its end. Both may be used, or either alone. */
export interface TurnStream extends AsyncIterable<TandemEvent> {
  readonly runId: string;
  /** Never rejects: failures are in the result. */
  readonly result: Promise<ExecutionResult>;
  /** Stops the turn; idempotent. */
  abort(): void;
}

/** Sessions by id or key; a key means its current session. */
export interface Sessions {
  list(options?: {
    readonly limit?: number;
    readonly offset?: number;
    readonly agentId?: string;
  }): SessionInfo[];
  get(idOrKey: string): SessionInfo | null;
  entries(idOrKey: string): Entry[];
  /** Starts a new, empty session under the key. */
  reset(key: string): SessionInfo;
  rename(idOrKey: string, title: string): void;
  /** Throws TandemError `session_not_found`, or `session_busy` while a turn runs. */
  delete(idOrKey: string): void;
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
  readonly sessions: Sessions;
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
  /** What was spent, summed; runs that write nothing are not in it. */
  usage(query: SpendingQuery): SpendingRow[];
  models(): readonly ModelInfo[];
  providers(): readonly ProviderInfo[];
  /** Default model string and engine of a turn that asks for nothing, with the reason. */
  defaults(): { readonly runtime: string; readonly model: string; readonly why: readonly string[] };
  doctor(): Promise<readonly DoctorCheck[]>;
  /** Starts what a first turn needs (store, engine child) ahead of it; optional. */
  prewarm(request?: Pick<TurnRequest, "runtime" | "model" | "workspaceDir" | "thinking" | "agentId">): void;
  /** Stops intake, aborts what runs, ends every child, flushes and closes the store. Idempotent. */
  close(): Promise<void>;
}

/** The library's face: what `createTandem` gives. */
import type { TandemEvent } from "./events/event.ts";
import type { TurnRequest } from "./kernel/request.ts";
import type { ExecutionResult } from "./kernel/result.ts";
import type { ModelInfo, ProviderInfo } from "./routing/model.ts";
import type { Entry } from "./sessions/entry.ts";
import type { SendOptions, SentMessage } from "./steering/send.ts";
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
  /**
   * A message to a session in which a turn may run: enters that turn, waits for it, is gathered with others, or takes its place. Needs
   * `sessionKey` or `sessionId` to find the turn; what the request sets beside its prompt and images counts where it becomes a turn of
   * its own. Turns of other processes are not steered: the message waits for them (or is rejected, with `whenBusy: "fail"`).
   */
  send(request: TurnRequest, options?: SendOptions): SentMessage;
  readonly lanes: {
    /**
     * Turns that wait in a global lane (by name) or for a session (by key) end as `aborted` with code `lane_cleared`; those that run
     * are left alone. Returns how many.
     */
    clear(name: string): number;
  };
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
  models(): readonly ModelInfo[];
  providers(): readonly ProviderInfo[];
  /** Default model string and engine of a turn that asks for nothing, with the reason. */
  defaults(): { readonly runtime: string; readonly model: string; readonly why: readonly string[] };
  doctor(): Promise<readonly DoctorCheck[]>;
  /** Starts what a first turn needs (store, engine child) ahead of it; optional. */
  prewarm(request?: Pick<TurnRequest, "runtime" | "model" | "workspaceDir" | "thinking" | "agentId">): void;
  /**
   * Stops intake and what waits, lets what runs end by itself within `deadlineMs` (default 0) and aborts it then, ends every child,
   * flushes and closes the store. A further call gives the promise of the first.
   */
  close(options?: { readonly deadlineMs?: number }): Promise<void>;
}

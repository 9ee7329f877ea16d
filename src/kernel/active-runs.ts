/** The runs of this process that have not ended: by id, and by session. */
import type { TurnHooks } from "../hooks/turn-hooks.ts";
import type { TandemError } from "./errors.ts";
import type { ExecutionResult } from "./result.ts";
import type { Run } from "./run.ts";

export interface ActiveRun extends Run {
  readonly result: Promise<ExecutionResult>;
  /** `null` until its session is known. */
  readonly hooks: TurnHooks | null;
}

interface Entry extends ActiveRun {
  /** Key and id of its session, once known. */
  session: { readonly key: string; readonly id: string } | null;
  hooks: TurnHooks | null;
  /** `working`: it has passed its lanes and holds its session. `over`: it has let go of them, and only its result is made. */
  stage: "waiting" | "working" | "over";
}

export class ActiveRuns {
  readonly #runs = new Map<string, Entry>();

  has(runId: string): boolean {
    return this.#runs.has(runId);
  }

  get(runId: string): ActiveRun | null {
    return this.#runs.get(runId) ?? null;
  }

  /** Keeps the run until its result is there. */
  add(run: Run, result: Promise<ExecutionResult>): Promise<ExecutionResult> {
    const kept = result.finally(() => this.#runs.delete(run.runId));
    this.#runs.set(run.runId, { ...run, result: kept, session: null, hooks: null, stage: "waiting" });
    return kept;
  }

  /** Tells which session the run is of, and what fires hooks in it. */
  opened(runId: string, session: { readonly key: string; readonly id: string }, hooks: TurnHooks): void {
    const run = this.#runs.get(runId);
    if (run === undefined) return;
    run.session = session;
    run.hooks = hooks;
  }

  /** `working`: the run holds its lanes and its session from here on. `over`: no longer. */
  reached(runId: string, stage: "working" | "over"): void {
    const run = this.#runs.get(runId);
    if (run) run.stage = stage;
  }

  /** The run that holds this session, if it works here. */
  ofSession(key: string): (ActiveRun & { readonly sessionId: string }) | null {
    for (const run of this.#runs.values()) {
      if (run.stage === "working" && run.session?.key === key) return { ...run, sessionId: run.session.id };
    }
    return null;
  }

  /** Settles when the runs of the session that wait or work now have ended; `null`: there are none. */
  idle(key: string): Promise<void> | null {
    const runs = [...this.#runs.values()].filter(
      (run) => run.stage !== "over" && (run.session?.key ?? run.request.sessionKey) === key,
    );
    return runs.length === 0 ? null : Promise.allSettled(runs.map((run) => run.result)).then(() => {});
  }

  /** Stops every run, or only those that have not begun to work. */
  stop(reason: TandemError, which: "all" | "waiting"): void {
    for (const run of this.#runs.values())
      if (which === "all" || run.stage === "waiting") run.controller.abort(reason);
  }

  /** Settles when the runs there are now have ended. */
  async ended(): Promise<void> {
    await Promise.allSettled([...this.#runs.values()].map((run) => run.result));
  }
}

/** How a run that was opened ends: its last events, its record, its result. */
import type { Sending } from "../hooks/sending.ts";
import type { RunStore, SessionInfo } from "../sessions/store.ts";
import type { TurnOutcome } from "../turn/outcome.ts";
import type { Preparation } from "../turn/prepare.ts";
import { TandemError } from "./errors.ts";
import type { KernelDeps } from "./kernel.ts";
import { keepsNothing } from "./probe.ts";
import type { ExecutionResult } from "./result.ts";
import type { Run } from "./run.ts";
import { finishedResult } from "./turn-result.ts";

/** What is known of a run when it ends. */
export interface EndedRun {
  /** Gives the session back; may be called again. */
  readonly release: () => void;
  readonly session: SessionInfo | null;
  readonly preparation: Preparation | undefined;
  readonly outcome: TurnOutcome | undefined;
  /** Set when the turn ended outside the executor. */
  readonly failure: TandemError | null;
  /** What hooks made of the reply on its way out; `null`: it goes out as it is. */
  readonly reply: Sending | null;
  readonly admittedAt: number | null;
  readonly preparedAt: number | null;
}

/** Tells the end of a run exactly once, keeps it, and gives the result. */
export function endRun(deps: KernelDeps, run: Run, ended: EndedRun): ExecutionResult {
  const { events, startedAt, request } = run;
  const result = finishedResult(run, ended, deps.clock());
  if (ended.preparation) {
    events.publish({
      type: "finish",
      stopReason: result.stopReason,
      usage: result.usage,
      costUsd: result.costUsd,
      knownCostUsd: result.knownCostUsd,
      unreported: result.unreported,
    });
  }
  const durationMs = deps.clock() - startedAt;
  if (result.status === "failed" && result.error)
    events.publish({ type: "lifecycle.error", error: result.error, durationMs });
  else
    events.publish({
      type: "lifecycle.end",
      status: result.status,
      stopReason: result.stopReason,
      durationMs,
    });
  if (!keepsNothing(request)) keepEnd(deps, run, result, ended.release);
  ended.release();
  return { ...result, warnings: run.warnings };
}

function keepEnd(deps: KernelDeps, run: Run, result: ExecutionResult, release: () => void): void {
  try {
    const store = deps.store();
    const ended: Parameters<RunStore["endRun"]>[0] = {
      runId: run.runId,
      sessionId: result.sessionId,
      endedAt: deps.clock(),
      status: result.status,
      runtime: result.runtime,
      provider: result.provider,
      model: result.model,
      profile: result.profile,
      usage: result.usage,
      costUsd: result.costUsd,
      knownCostUsd: result.knownCostUsd,
      unreported: result.unreported,
      attempts: result.attempts,
      errorCode: result.error?.code ?? null,
    };
    // One transaction, for the end of the run, the events that tell it, and the session given back.
    store.events.flush(() => {
      store.runs.endRun(ended);
      release();
    });
    if (run.events.logError !== null) throw run.events.logError;
  } catch (error) {
    run.warnings.push({ code: "state_persist_failed", message: TandemError.from(error).message });
  }
}

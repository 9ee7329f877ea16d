/** Ends runs whose process has ended without ending them: killed, crashed, or the machine went down. */
import type { Database } from "better-sqlite3";
import type { SpendingStore } from "../../cost/spending.ts";
import { NO_USAGE } from "../../cost/usage.ts";
import type { TandemEvent } from "../../events/event.ts";
import type { BatchedEventLog } from "../../events/log.ts";
import { TandemError } from "../../kernel/errors.ts";
import { isGone } from "../../process/identity.ts";
import type { AssistantMessage } from "../message.ts";
import type { RunStore } from "../store.ts";
import { orFail } from "./failure.ts";
import type { SpentColumns } from "./spent-columns.ts";

interface Unfinished {
  readonly run_id: string;
  readonly session_id: string | null;
  readonly parent_run_id: string | null;
  readonly started_at: number;
  readonly process: string;
}

/** What the store is opened with. */
interface Opened {
  readonly db: Database;
  readonly events: Pick<BatchedEventLog, "append" | "flush" | "last" | "read">;
  readonly spending: Pick<SpendingStore, "record">;
  readonly clock: () => number;
  /** This process's name; its own runs are never abandoned. */
  readonly self: () => string;
}

type AttemptStart = Extract<TandemEvent, { type: "attempt.start" }>;

export function abandonedRuns({ db, events, spending, clock, self }: Opened): Pick<RunStore, "endAbandoned"> {
  const unfinished = db.prepare<[{ sessionId: string | null; self: string }], Unfinished>(
    `select run_id, session_id, parent_run_id, started_at, process from runs
     where status = 'running' and process <> @self and (@sessionId is null or session_id = @sessionId)`,
  );
  const lastAnswer = db
    .prepare<[string | null, string], string>(
      "select body from entries where session_id = ? and run_id = ? and type = 'assistant' order by seq desc limit 1",
    )
    .pluck();
  const spent = db.prepare<[string | null, string], SpentColumns>(
    `select case when count(*) = count(cost_usd) then total(cost_usd) end as cost_usd, total(cost_usd) as known_cost_usd,
       cast(total(usage_report <> 'complete') as integer) as unreported_attempts,
       case when total(usage_report <> 'complete') = count(estimated_usd) then total(estimated_usd) end as estimated_usd,
       coalesce(sum(usage_input), 0) as usage_input, coalesce(sum(usage_output), 0) as usage_output,
       coalesce(sum(usage_cache_read), 0) as usage_cache_read, coalesce(sum(usage_cache_write), 0) as usage_cache_write,
       coalesce(sum(usage_reasoning), 0) as usage_reasoning
     from paid_calls where session_id = ? and run_id = ?`,
  );
  const end = db.prepare(
    `update runs set status = 'aborted', error_code = @code, ended_at = @endedAt, runtime = @runtime, provider = @provider,
       model = @model, profile = @profile, cost_usd = @cost_usd, known_cost_usd = @known_cost_usd,
       unreported_attempts = @unreported_attempts, estimated_usd = @estimated_usd, usage_input = @usage_input, usage_output = @usage_output,
       usage_cache_read = @usage_cache_read, usage_cache_write = @usage_cache_write, usage_reasoning = @usage_reasoning
     where run_id = @runId and status = 'running'`,
  );

  const tagOf = db.prepare<[string], string | null>("select billing_tag from runs where run_id = ?").pluck();

  /** In one transaction, so that of several processes that find the run one ends it, with one last event. */
  const endOne = db.transaction((run: Unfinished): boolean => {
    const endedAt = clock();
    const body = lastAnswer.get(run.session_id, run.run_id);
    const last =
      body === undefined ? null : (JSON.parse(body) as { readonly message: AssistantMessage }).message;
    for (const attempt of openAttempts(run.run_id)) recordOpen(run, attempt, endedAt);
    const error = ownerDied();
    const row = {
      runId: run.run_id,
      code: error.code,
      endedAt,
      runtime: last?.origin.runtime ?? null,
      provider: last?.origin.provider ?? null,
      model: last?.origin.model ?? null,
      profile: last?.origin.profile ?? null,
      ...spent.get(run.session_id, run.run_id)!,
    };
    if (end.run(row).changes === 0) return false;
    const event: TandemEvent = {
      type: "lifecycle.error",
      error: error.toJSON(),
      durationMs: endedAt - run.started_at,
      runId: run.run_id,
      sessionId: run.session_id,
      seq: (events.last(run.run_id)?.seq ?? 0) + 1,
      at: endedAt,
      ...(run.parent_run_id === null ? {} : { parentRunId: run.parent_run_id }),
    };
    events.append(run.run_id, [event]);
    events.flush();
    return true;
  });

  /** Requests that had left and whose end nobody saw. */
  function openAttempts(runId: string): Iterable<AttemptStart> {
    const open = new Map<number, AttemptStart>();
    for (const event of events.read(runId)) {
      if (event.type === "attempt.start") open.set(event.attempt, event);
      if (event.type === "attempt.end") open.delete(event.attempt.index);
    }
    return open.values();
  }

  function recordOpen(
    { run_id: runId, session_id: sessionId }: Unfinished,
    start: AttemptStart,
    at: number,
  ): void {
    const { runtime, provider, model, profile } = start;
    const unknown = {
      usage: NO_USAGE,
      costUsd: null,
      usageReport: "unknown",
      estimatedCostUsd: null,
    } as const;
    spending.record({
      at,
      runId,
      sessionId,
      runtime,
      provider,
      model,
      profile,
      tag: tagOf.get(runId) ?? null,
      ...unknown,
    });
  }

  return {
    endAbandoned: (sessionId) =>
      orFail(db, "end abandoned runs", () =>
        unfinished
          .all({ sessionId: sessionId ?? null, self: self() })
          .filter((run) => isGone(run.process) && endOne.immediate(run))
          .map((run) => run.run_id),
      ),
  };
}

function ownerDied(): TandemError {
  return new TandemError({
    code: "owner_died",
    message: "The process that ran this turn ended before the turn did.",
    remediation: "Everything committed is in the transcript: send the message again, or continue from there.",
    retryable: true,
  });
}

/** Runs: one row a turn, made when it starts and completed when it ends. */
import type { Database } from "better-sqlite3";
import { TandemError } from "../../kernel/errors.ts";
import type { RunRecord, RunStore } from "../store.ts";
import { isDuplicate, orFail } from "./failure.ts";
import { type SpentColumns, spentColumns, spentFrom } from "./spent-columns.ts";

interface RunRow extends SpentColumns {
  readonly run_id: string;
  readonly session_id: string | null;
  readonly session_key: string | null;
  readonly parent_run_id: string | null;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly status: string;
  readonly runtime: string | null;
  readonly provider: string | null;
  readonly model: string | null;
  readonly profile: string | null;
  readonly attempts: string;
  readonly error_code: string | null;
  readonly billing_tag: string | null;
}

/** `self`: this process's name, for others to see whether a run's process is still there. */
export function runTable(db: Database, self: () => string): Omit<RunStore, "endAbandoned"> {
  const start = db.prepare(
    `insert into runs (run_id, session_id, session_key, parent_run_id, started_at, status, billing_tag, process)
     values (@runId, @sessionId, @sessionKey, @parentRunId, @startedAt, 'running', @billingTag, @process)`,
  );
  const end = db.prepare(
    `update runs set session_id = @sessionId, ended_at = @endedAt, status = @status, runtime = @runtime,
       provider = @provider, model = @model, profile = @profile, attempts = @attempts,
       error_code = @errorCode, cost_usd = @cost_usd, known_cost_usd = @known_cost_usd,
       unreported_attempts = @unreported_attempts, estimated_usd = @estimated_usd, usage_input = @usage_input, usage_output = @usage_output,
       usage_cache_read = @usage_cache_read, usage_cache_write = @usage_cache_write, usage_reasoning = @usage_reasoning
     where run_id = @runId`,
  );
  const get = db.prepare<[string], RunRow>("select * from runs where run_id = ?");
  const list = db.prepare<[{ sessionId: string | null; sinceMs: number; limit: number }], RunRow>(
    `select * from runs where started_at >= @sinceMs and (@sessionId is null or session_id = @sessionId)
     order by started_at desc, run_id desc limit @limit`,
  );
  return {
    startRun: (run) =>
      orFail(db, "record the run", () => {
        try {
          start.run({ billingTag: null, process: self(), ...run });
        } catch (error) {
          throw isDuplicate(error) ? alreadyThere(run.runId, error) : error;
        }
      }),
    endRun: ({ usage, costUsd, knownCostUsd, unreported, attempts, ...run }) =>
      orFail(db, "record the end of the run", () => {
        const spent = spentColumns({ usage, costUsd, knownCostUsd, unreported });
        const row = { ...run, ...spent, attempts: JSON.stringify(attempts) };
        if (end.run(row).changes === 0) throw new Error(`run ${run.runId} was never started`);
      }),
    getRun: (runId) =>
      orFail(db, "read the run", () => {
        const row = get.get(runId);
        return row === undefined ? null : runRecord(row);
      }),
    listRuns: ({ sessionId, sinceMs = 0, limit = -1 } = {}) =>
      orFail(db, "list the runs", () =>
        list.all({ sessionId: sessionId ?? null, sinceMs, limit }).map(runRecord),
      ),
  };
}

function runRecord(row: RunRow): RunRecord {
  return {
    runId: row.run_id,
    sessionId: row.session_id,
    sessionKey: row.session_key,
    parentRunId: row.parent_run_id,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    status: row.status as RunRecord["status"],
    runtime: row.runtime as RunRecord["runtime"],
    provider: row.provider,
    model: row.model,
    profile: row.profile,
    ...spentFrom(row),
    attempts: JSON.parse(row.attempts),
    errorCode: row.error_code,
    billingTag: row.billing_tag,
  };
}

function alreadyThere(runId: string, cause: unknown): TandemError {
  return new TandemError({
    code: "validation_failed",
    field: "runId",
    message: `A run with the id ${runId} already exists.`,
    cause,
  });
}

/** Ends runs whose process has ended without ending them: killed, crashed, or the machine went down. */
import type { Database } from "better-sqlite3";
import { addCost, addUsage, type CostUsd, NO_USAGE, type Usage } from "../../cost/usage.ts";
import type { TandemEvent } from "../../events/event.ts";
import type { BatchedEventLog } from "../../events/log.ts";
import { TandemError } from "../../kernel/errors.ts";
import { isGone } from "../../process/identity.ts";
import type { AssistantMessage } from "../message.ts";
import type { RunStore } from "../store.ts";
import { orFail } from "./failure.ts";
import { usageColumns } from "./usage-columns.ts";

interface Unfinished {
  readonly run_id: string;
  readonly session_id: string | null;
  readonly parent_run_id: string | null;
  readonly started_at: number;
  readonly process: string;
}

/** What a run had come to when it broke off, by its answers in the transcript. */
interface Spent {
  readonly usage: Usage;
  readonly costUsd: CostUsd;
  readonly last: AssistantMessage | null;
}

/** `self`: this process's name; its own runs are never abandoned. */
export function abandonedRuns(
  db: Database,
  events: Pick<BatchedEventLog, "append" | "flush" | "last">,
  clock: () => number,
  self: () => string,
): Pick<RunStore, "endAbandoned"> {
  const unfinished = db.prepare<[{ sessionId: string | null; self: string }], Unfinished>(
    `select run_id, session_id, parent_run_id, started_at, process from runs
     where status = 'running' and process <> @self and (@sessionId is null or session_id = @sessionId)`,
  );
  const answers = db
    .prepare<[string | null, string], string>(
      "select body from entries where session_id = ? and run_id = ? and type = 'assistant' order by seq",
    )
    .pluck();
  const end = db.prepare(
    `update runs set status = 'aborted', error_code = @code, ended_at = @endedAt, runtime = @runtime, provider = @provider,
       model = @model, profile = @profile, cost_usd = @costUsd, usage_input = @usage_input, usage_output = @usage_output,
       usage_cache_read = @usage_cache_read, usage_cache_write = @usage_cache_write, usage_reasoning = @usage_reasoning
     where run_id = @runId and status = 'running'`,
  );

  /** In one transaction, so that of several processes that find the run one ends it, with one last event. */
  const endOne = db.transaction((run: Unfinished): boolean => {
    const { usage, costUsd, last } = spentBy(run);
    const endedAt = clock();
    const error = ownerDied();
    const row = {
      runId: run.run_id,
      code: error.code,
      endedAt,
      runtime: last?.origin.runtime ?? null,
      provider: last?.origin.provider ?? null,
      model: last?.origin.model ?? null,
      profile: last?.origin.profile ?? null,
      costUsd,
      ...usageColumns(usage),
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

  function spentBy(run: Unfinished): Spent {
    let spent: Spent = { usage: NO_USAGE, costUsd: 0, last: null };
    for (const body of answers.iterate(run.session_id, run.run_id)) {
      const { message } = JSON.parse(body) as { readonly message: AssistantMessage };
      spent = {
        usage: addUsage(spent.usage, message.usage),
        costUsd: addCost(spent.costUsd, message.costUsd),
        last: message,
      };
    }
    return spent;
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
    remediation: "What was committed is in the transcript: send the message again, or go on from there.",
    retryable: true,
  });
}

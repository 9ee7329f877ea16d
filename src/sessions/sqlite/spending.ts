/** The ledger of paid model calls. */
import type { Database } from "better-sqlite3";
import type { PaidCall, SpendingGroup, SpendingRow, SpendingStore } from "../../cost/spending.ts";
import { orFail } from "./failure.ts";
import { type UsageColumns, usageColumns, usageFrom } from "./usage-columns.ts";

interface GroupRow extends UsageColumns {
  readonly key: string | null;
  readonly calls: number;
  readonly priced: number;
  readonly unknown: number;
  readonly cost: number | null;
  readonly unreported: number;
  /** Unreported calls that have an estimate. */
  readonly estimated: number;
  readonly estimate: number | null;
}

const KEYS: Readonly<Record<SpendingGroup, string>> = {
  day: "strftime('%Y-%m-%d', at / 1000, 'unixepoch', 'localtime')",
  model: "provider || '/' || model",
  engine: "runtime",
  profile: "profile",
  session: "session_id",
  tag: "tag",
};

/** One sum for each rather than one with `or`, so that each reads an index alone. */
const sumOf = (condition: string) => `((select total(cost_usd) from paid_calls where ${condition}) +
  (select total(estimated_usd) from paid_calls where ${condition} and estimated_usd is not null))`;

const SINCE = `select ${sumOf("at >= @sinceMs")}`;
const OF_SESSION = `select ${sumOf("session_id = @sessionId")} + ${sumOf("root_session_id = @sessionId")}`;
const OF_SESSION_SINCE = `select ${sumOf("session_id = @sessionId and at >= @sinceMs")} +
  ${sumOf("root_session_id = @sessionId and at >= @sinceMs")}`;

export function spendingTable(db: Database): SpendingStore {
  const insert = db.prepare(
    `insert into paid_calls (at, run_id, session_id, root_session_id, runtime, provider, model, profile, tag, cost_usd, usage_input,
       usage_output, usage_cache_read, usage_cache_write, usage_reasoning, usage_report, estimated_usd)
     values (@at, @runId, @sessionId, @rootSessionId, @runtime, @provider, @model, @profile, @tag, @costUsd, @usage_input,
       @usage_output, @usage_cache_read, @usage_cache_write, @usage_reasoning, @usageReport, @estimated)`,
  );
  const addToSession = db.prepare(
    `update sessions set cost_usd = cost_usd + @costUsd, known_cost_usd = known_cost_usd + coalesce(@costUsd, 0),
       unreported_attempts = unreported_attempts + @unreported, estimated_usd = estimated_usd + @estimatedCostUsd,
       usage_input = usage_input + @usage_input, usage_output = usage_output + @usage_output,
       usage_cache_read = usage_cache_read + @usage_cache_read, usage_cache_write = usage_cache_write + @usage_cache_write,
       usage_reasoning = usage_reasoning + @usage_reasoning
     where id = @sessionId`,
  );
  const record = db.transaction(({ usage, rootSessionId = null, ...call }: PaidCall) => {
    const reported = call.usageReport === "complete";
    const row = {
      ...call,
      ...usageColumns(usage),
      rootSessionId,
      unreported: reported ? 0 : 1,
      estimated: reported ? null : call.estimatedCostUsd,
    };
    insert.run(row);
    if (call.sessionId !== null) addToSession.run(row);
  });
  const since = db.prepare<[{ sinceMs: number }], number>(SINCE).pluck();
  const ofSession = db.prepare<[{ sessionId: string }], number>(OF_SESSION).pluck();
  const ofSessionSince = db
    .prepare<[{ sessionId: string; sinceMs: number }], number>(OF_SESSION_SINCE)
    .pluck();

  return {
    record: (call) => orFail(db, "record what was spent", () => record(call)),
    spent: ({ sessionId, sinceMs }) =>
      orFail(db, "sum up what was spent", () => {
        if (sessionId === undefined) return since.get({ sinceMs: sinceMs ?? 0 }) ?? 0;
        if (sinceMs === undefined) return ofSession.get({ sessionId }) ?? 0;
        return ofSessionSince.get({ sessionId, sinceMs }) ?? 0;
      }),
    report: ({ by, sinceMs = 0, untilMs = Number.MAX_SAFE_INTEGER }) =>
      orFail(db, "sum up what was spent", () =>
        db
          .prepare<[number, number], GroupRow>(
            `select ${KEYS[by]} as key, count(*) as calls, count(cost_usd) as priced, sum(cost_usd) as cost,
               total(usage_report = 'unknown') as unknown, total(usage_report <> 'complete') as unreported,
               count(estimated_usd) as estimated, sum(estimated_usd) as estimate,
               sum(usage_input) as usage_input, sum(usage_output) as usage_output,
               sum(usage_cache_read) as usage_cache_read, sum(usage_cache_write) as usage_cache_write,
               sum(usage_reasoning) as usage_reasoning
             from paid_calls where at >= ? and at < ? group by 1
             order by ${by === "day" ? "1" : "cost desc nulls last, calls desc, 1"}`,
          )
          .all(sinceMs, untilMs)
          .map(rowOf),
      ),
  };
}

function rowOf(row: GroupRow): SpendingRow {
  return {
    key: row.key,
    calls: row.calls,
    usage: usageFrom(row),
    costUsd: row.priced === row.calls ? (row.cost ?? 0) : null,
    knownCostUsd: row.cost ?? 0,
    unpricedCalls: row.calls - row.priced - row.unknown,
    unreportedCalls: row.unreported,
    estimatedCostUsd: row.estimated === row.unreported ? (row.estimate ?? 0) : null,
  };
}

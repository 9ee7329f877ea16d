/** The ledger of paid model calls. */
import type { Database } from "better-sqlite3";
import type { SpendingGroup, SpendingRow, SpendingStore } from "../../cost/spending.ts";
import { orFail } from "./failure.ts";
import { type UsageColumns, usageColumns, usageFrom } from "./usage-columns.ts";

interface GroupRow extends UsageColumns {
  readonly key: string | null;
  readonly calls: number;
  readonly priced: number;
  readonly cost: number | null;
}

const KEYS: Readonly<Record<SpendingGroup, string>> = {
  day: "strftime('%Y-%m-%d', at / 1000, 'unixepoch', 'localtime')",
  model: "provider || '/' || model",
  engine: "runtime",
  profile: "profile",
  session: "session_id",
  tag: "tag",
};

/** Two sums rather than one with `or`, so that each reads an index alone. */
const OF_SESSION = `select (select total(cost_usd) from paid_calls where session_id = @sessionId) +
  (select total(cost_usd) from paid_calls where root_session_id = @sessionId)`;

export function spendingTable(db: Database): SpendingStore {
  const insert = db.prepare(
    `insert into paid_calls (at, run_id, session_id, root_session_id, runtime, provider, model, profile, tag, cost_usd, usage_input,
       usage_output, usage_cache_read, usage_cache_write, usage_reasoning)
     values (@at, @runId, @sessionId, @rootSessionId, @runtime, @provider, @model, @profile, @tag, @costUsd, @usage_input,
       @usage_output, @usage_cache_read, @usage_cache_write, @usage_reasoning)`,
  );
  const since = db.prepare<[number], number>("select total(cost_usd) from paid_calls where at >= ?").pluck();
  const ofSession = db.prepare<[{ sessionId: string }], number>(OF_SESSION).pluck();
  const ofSessionSince = db
    .prepare<[{ sessionId: string; sinceMs: number }], number>(
      `select total(cost_usd) from paid_calls
       where (session_id = @sessionId or root_session_id = @sessionId) and at >= @sinceMs`,
    )
    .pluck();

  return {
    record: ({ usage, rootSessionId = null, ...call }) =>
      orFail(
        db,
        "record what was spent",
        () => void insert.run({ ...call, rootSessionId, ...usageColumns(usage) }),
      ),
    spent: ({ sessionId, sinceMs }) =>
      orFail(db, "sum up what was spent", () => {
        if (sessionId === undefined) return since.get(sinceMs ?? 0) ?? 0;
        if (sinceMs === undefined) return ofSession.get({ sessionId }) ?? 0;
        return ofSessionSince.get({ sessionId, sinceMs }) ?? 0;
      }),
    report: ({ by, sinceMs = 0, untilMs = Number.MAX_SAFE_INTEGER }) =>
      orFail(db, "sum up what was spent", () =>
        db
          .prepare<[number, number], GroupRow>(
            `select ${KEYS[by]} as key, count(*) as calls, count(cost_usd) as priced, sum(cost_usd) as cost,
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
    unpricedCalls: row.calls - row.priced,
  };
}

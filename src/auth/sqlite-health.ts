/** Profile health in the data folder's database, shared by all its processes. */
import type { Database } from "better-sqlite3";
import type { FailureKind } from "../kernel/errors.ts";
import { orFail } from "../sessions/sqlite/failure.ts";
import type { CooldownWindow } from "./cooldown.ts";
import type { ProfileHealth, ProfileHealthStore } from "./health.ts";

const TABLES = `
  create table if not exists auth_windows (
    profile text not null,
    model text not null,
    reason text not null,
    count integer not null,
    last_failure_at integer not null,
    until integer not null,
    trial_until integer,
    primary key (profile, model, reason)
  ) strict, without rowid;
  create table if not exists auth_uses (
    profile text primary key,
    last_used_at integer not null
  ) strict, without rowid;
`;
/** Milliseconds after which a noted use is written. */
const USES_WRITTEN_AFTER_MS = 500;
/** Stands for "all models": no model id is empty. */
const ALL_MODELS = "";

interface WindowRow {
  readonly profile: string;
  readonly model: string;
  readonly reason: string;
  readonly count: number;
  readonly last_failure_at: number;
  readonly until: number;
  readonly trial_until: number | null;
}

/**
 * Health on an open database; makes its own tables (`auth_…`) where they are missing. The connection stays the caller's. Throws
 * TandemError `state_persist_failed` or `store_corrupt`.
 */
export function sqliteProfileHealth(db: Database): ProfileHealthStore & { flush(): void } {
  return orFail(db, "prepare the health of profiles", () => {
    db.exec(TABLES);
    return onTables(db);
  });
}

function onTables(db: Database): ProfileHealthStore & { flush(): void } {
  const windows = db.prepare<[], WindowRow>("select * from auth_windows");
  const uses = db.prepare<[], { profile: string; last_used_at: number }>("select * from auth_uses");
  const put = db.prepare("insert or replace into auth_windows values (?, ?, ?, ?, ?, ?, ?)");
  const drop = db.prepare("delete from auth_windows where profile = ? and model = ? and reason = ?");
  const putUse = db.prepare("insert or replace into auth_uses values (?, ?)");

  const dataVersion = db.prepare<[], number>("pragma data_version").pluck();
  /** What was read last. It holds until another connection writes, which changes the version, or this one does. */
  let known: { readonly version: number | undefined; readonly health: ProfileHealth } | null = null;

  const read = (): ProfileHealth => ({
    windows: windows.all().map(fromRow),
    lastUsedAt: Object.fromEntries(uses.all().map((use) => [use.profile, use.last_used_at])),
  });
  /** Uses that were noted and not written yet. */
  const unwritten = new Map<string, number>();
  let writing: NodeJS.Timeout | null = null;
  const readKnown = (): ProfileHealth => {
    const version = dataVersion.get();
    if (known?.version !== version) known = { version, health: withUses(read(), unwritten) };
    return known!.health;
  };
  const writeUses = () => {
    if (writing !== null) clearTimeout(writing);
    writing = null;
    for (const [profile, at] of unwritten) putUse.run(profile, at);
    unwritten.clear();
  };
  const update = db.transaction((change: (health: ProfileHealth) => ProfileHealth) => {
    writeUses();
    const before = read();
    const after = change(before);
    for (const window of before.windows)
      if (!after.windows.some((other) => sameKey(other, window)))
        drop.run(window.profile, window.model ?? ALL_MODELS, window.reason);
    for (const window of after.windows)
      if (!before.windows.includes(window))
        put.run(
          window.profile,
          window.model ?? ALL_MODELS,
          window.reason,
          window.count,
          window.lastFailureAt,
          window.until,
          window.trialUntil,
        );
    for (const [profile, at] of Object.entries(after.lastUsedAt))
      if (before.lastUsedAt[profile] !== at) putUse.run(profile, at);
  });

  /** An order that is a little old does no harm: what cannot be written is dropped. */
  const flush = () => {
    try {
      if (db.open && unwritten.size > 0) flushUses.immediate();
    } catch {
      unwritten.clear();
    }
  };
  const flushUses = db.transaction(writeUses);

  return {
    read: () => orFail(db, "read the health of profiles", readKnown),
    update(change) {
      known = null;
      orFail(db, "keep the health of profiles", () => update.immediate(change));
    },
    noteUse(profile, at) {
      unwritten.set(profile, at);
      if (known !== null) known = { ...known, health: withUses(known.health, unwritten) };
      writing ??= setTimeout(flush, USES_WRITTEN_AFTER_MS).unref();
    },
    flush,
  };
}

function withUses(health: ProfileHealth, uses: ReadonlyMap<string, number>): ProfileHealth {
  return uses.size === 0
    ? health
    : { ...health, lastUsedAt: { ...health.lastUsedAt, ...Object.fromEntries(uses) } };
}

function fromRow(row: WindowRow): CooldownWindow {
  return {
    profile: row.profile,
    model: row.model === ALL_MODELS ? null : row.model,
    reason: row.reason as FailureKind,
    count: row.count,
    lastFailureAt: row.last_failure_at,
    until: row.until,
    trialUntil: row.trial_until,
  };
}

function sameKey(a: CooldownWindow, b: CooldownWindow): boolean {
  return a.profile === b.profile && a.model === b.model && a.reason === b.reason;
}

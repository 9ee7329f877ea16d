/** The store on SQLite: one data folder, one database file, any number of processes. */
import type { Database } from "better-sqlite3";
import { sqliteProfileHealth } from "../../auth/sqlite-health.ts";
import { BatchedEventLog, type EventLogOptions } from "../../events/log.ts";
import { processName } from "../../process/identity.ts";
import type { Store } from "../store.ts";
import { abandonedRuns } from "./abandoned-runs.ts";
import { approvalTable } from "./approvals.ts";
import { childTable } from "./children.ts";
import { connect } from "./connect.ts";
import { prepareDataFolder } from "./data-folder.ts";
import { eventChunkTable } from "./event-chunks.ts";
import { failure, orFail } from "./failure.ts";
import { leaseTable } from "./leases.ts";
import { runTable } from "./runs.ts";
import { sessionTable } from "./sessions.ts";
import { spendingTable } from "./spending.ts";

export interface OpenStoreOptions extends EventLogOptions {
  /** Data folder; made, readable to its user only, when missing. */
  readonly home: string;
  /** Milliseconds since 1970; default `Date.now`. */
  readonly clock?: () => number;
}

/**
 * Opens the store of a data folder, made or migrated first where needed. Throws TandemError `data_folder_unwritable`, `store_newer`,
 * or `store_corrupt` (the damaged file is then kept aside under the name in `details.kept`, and the next call succeeds).
 */
export function openStore(options: OpenStoreOptions): Store {
  const folder = prepareDataFolder(options.home);
  const clock = options.clock ?? Date.now;
  const db = connect(folder, clock);
  try {
    return storeOn(db, folder.home, clock, options);
  } catch (error) {
    db.close();
    throw failure("open the database", error);
  }
}

function storeOn(db: Database, home: string, clock: () => number, options: EventLogOptions): Store {
  const events = new BatchedEventLog(eventChunkTable(db), options);
  let name: string | undefined;
  const self = () => {
    name ??= processName();
    return name;
  };
  const leases = leaseTable(db, clock, self);
  const profileHealth = sqliteProfileHealth(db);
  const spending = spendingTable(db);
  return {
    home,
    sessions: sessionTable(db, clock, leases),
    runs: { ...runTable(db, self), ...abandonedRuns({ db, events, spending, clock, self }) },
    events,
    leases,
    children: childTable(db),
    spending,
    profileHealth,
    approvals: approvalTable(db, clock, self),
    close() {
      if (!db.open) return;
      try {
        profileHealth.flush();
        events.close();
      } finally {
        orFail(db, "close the database", () => db.close());
      }
    },
  };
}

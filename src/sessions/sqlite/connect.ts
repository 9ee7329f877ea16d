/** Opens the database file: sound, in WAL mode, and of this code's schema. */
import type Database from "better-sqlite3";
import { checkDatabase, DamagedFile, inodeOf, isOrphanedLog, keepAside } from "./damage.ts";
import { type DataFolder, unwritable } from "./data-folder.ts";
import { openDatabase } from "./driver.ts";
import { failure, isContention, isCorruption, isUnwritable } from "./failure.ts";
import { migrate } from "./migrate.ts";

/** Milliseconds a statement waits for another process's transaction; ours last well under one. */
const BUSY_TIMEOUT_MS = 5_000;
/** Turning on WAL does not wait by itself, so a start that meets another start tries again. */
const RETRY_MS = 5;

/**
 * Throws TandemError `data_folder_unwritable`, `store_newer`, or `store_corrupt` after the damaged file was kept aside. Any number
 * of processes may open one folder at the same time, a fresh one too.
 */
export function connect(folder: DataFolder, clock: () => number): Database.Database {
  const deadline = performance.now() + BUSY_TIMEOUT_MS;
  for (; ; pause(RETRY_MS)) {
    const inode = inodeOf(folder.file);
    try {
      return connectOnce(folder, clock);
    } catch (error) {
      if (isContention(error) && performance.now() < deadline) continue;
      if (isUnwritable(error)) throw unwritable(folder.home, error);
      if (!isCorruption(error) && !(error instanceof DamagedFile)) throw failure("open the database", error);
      // A changed inode: another start has already kept the damaged file aside, and this one is new.
      if (inodeOf(folder.file) === inode) throw keepAside(folder.file, clock(), error);
    }
  }
}

function connectOnce(folder: DataFolder, clock: () => number): Database.Database {
  if (isOrphanedLog(folder.file)) throw new DamagedFile("a write-ahead log without its database");
  const db = openDatabase(folder.file, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma("journal_mode = wal");
    // NORMAL: a commit is in the kernel's hands when it returns, so killing the process loses nothing. A power cut can take the last
    // commits, never the file's soundness. FULL would guard those too, at one disk flush (milliseconds) for each entry.
    db.pragma("synchronous = normal");
    db.pragma("foreign_keys = on");
    // A burst of events must not leave a huge log file behind for good. Up to there the log is not written back: that waits for the
    // disk twice, and a turn writes some forty pages.
    db.pragma("journal_size_limit = 16777216");
    db.pragma("wal_autocheckpoint = 4000");
    checkDatabase(db, folder.file);
    migrate(db, clock());
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Blocks, as every wait inside SQLite does. */
function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

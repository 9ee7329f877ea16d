/** A damaged database: found at the start where that is cheap, kept aside always, deleted never. */
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { Database } from "better-sqlite3";
import { TandemError } from "../../kernel/errors.ts";

/** SQLite's side files, by suffix. */
const SIDE_FILES = ["-wal", "-shm"] as const;

/** Up to this size a whole check takes about a millisecond, so every start makes one. */
const SMALL_BYTES = 1024 * 1024;

/**
 * Whether the write-ahead log holds something while the database is empty. SQLite never leaves that, and would delete the log
 * on opening; so this is asked before. The log is looked at first: another process may be making the database right now.
 */
export function isOrphanedLog(file: string): boolean {
  const log = sizeOf(`${file}-wal`);
  return log > 0 && sizeOf(file) === 0;
}

/**
 * Throws {@link DamagedFile}, or what SQLite throws by itself. Every page is read when the file is small, when a process met damage in
 * it ({@link markSuspect}), or when it does not end with a whole page; a large sound file costs nothing here.
 */
export function checkDatabase(db: Database, file: string): void {
  const suspect = existsSync(suspectMark(file));
  const size = sizeOf(file);
  const cut = size % (db.pragma("page_size", { simple: true }) as number) !== 0;
  // With a log beside it, an owner was killed while it copied the log's pages: they are still in the log.
  if (cut && sizeOf(`${file}-wal`) === 0) throw new DamagedFile("the file was cut within a page");
  if (!suspect && !cut && size > SMALL_BYTES) return;
  const finding = db.pragma("quick_check(1)", { simple: true }) as string;
  if (finding !== "ok") throw new DamagedFile(finding);
  if (suspect) rmSync(suspectMark(file), { force: true });
}

/** A file that SQLite would open, but that is not whole. */
export class DamagedFile extends Error {}

/** Leaves word for the next start to check the whole file, whatever its size. */
export function markSuspect(file: string): void {
  try {
    writeFileSync(suspectMark(file), "");
  } catch {
    // The damage is being reported anyway; a start without the mark only checks less.
  }
}

/**
 * Renames the database and its side files to `<name>.corrupt-<time>` and returns the error that names the kept file. The next
 * start finds no database and makes a new one: that is not done at once, so that nobody loses a history without a word.
 */
export function keepAside(file: string, now: number, cause: unknown): TandemError {
  const kept = `${file}.corrupt-${new Date(now).toISOString().replace(/[:.]/g, "-")}`;
  try {
    // The database goes last: without it the side files would count as a new database's.
    for (const suffix of [...SIDE_FILES, ""]) renameIfThere(file + suffix, kept + suffix);
    rmSync(suspectMark(file), { force: true });
  } catch (error) {
    return new TandemError({
      code: "store_corrupt",
      message: `The database ${file} is damaged and could not be moved aside.`,
      remediation: `Move ${file} away by hand and start again.`,
      retryable: false,
      cause: error,
      details: { file },
    });
  }
  return new TandemError({
    code: "store_corrupt",
    message: `The database was damaged. It was kept as ${kept}; nothing was deleted.`,
    remediation: `Start again to continue with an empty database. To read what is left of the old one: sqlite3 "${kept}" .recover`,
    retryable: true,
    cause,
    details: { file, kept },
  });
}

/** Tells one file at a path from a later one; `null` when there is none. */
export function inodeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.ino ?? null;
}

function suspectMark(file: string): string {
  return `${file}.check`;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/**
 * The index of one memory folder: an SQLite file with full text search. It is made from the notes and may be deleted at any time; only
 * what was learnt about their use (`feedback`) is not in the notes.
 */
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import type Database from "better-sqlite3";
import { makeFolder } from "../safety/make-folder.ts";
import { openDatabase } from "../sessions/sqlite/driver.ts";
import { isCorruption } from "../sessions/sqlite/failure.ts";
import type { Chunk } from "./chunks.ts";
import type { NoteStat } from "./notes.ts";
import type { MemoryQuery } from "./query.ts";

/** Raised with every change of what stands below; an index of another version is rebuilt. */
const VERSION = 1;

const SCHEMA = `
create table notes (path text primary key, mtime_ms real not null, size integer not null, ino integer not null) without rowid;
create table chunks (id integer primary key, path text not null, line integer not null, heading text not null, text text not null);
create index chunks_by_path on chunks (path);
create virtual table chunk_search using fts5 (heading, text, content = 'chunks', content_rowid = 'id',
  tokenize = 'porter unicode61 remove_diacritics 2');
insert into chunk_search (chunk_search, rank) values ('rank', 'bm25(2.0, 1.0)');
create table if not exists feedback (path text primary key, shown integer not null, used integer not null) without rowid;
pragma user_version = ${VERSION};`;

/** A piece that was found. */
export interface FoundChunk extends Chunk {
  readonly path: string;
  /** 1 for the best of its search, the others as a part of that. */
  readonly score: number;
}

interface Row extends Chunk {
  readonly path: string;
  readonly rank: number;
  readonly shown: number | null;
  readonly used: number | null;
}

/** Pieces that are weighed before the best are given. */
const CANDIDATES = 60;
/** How far feedback moves a score at most, both ways. */
const BOOST = 0.25;

export class IndexFile {
  readonly #file: string;
  #db: Database.Database;

  /** Throws what SQLite throws when the file can neither be opened nor made. */
  constructor(file: string) {
    this.#file = file;
    makeFolder(dirname(file));
    this.#db = this.#opened();
  }

  /** The notes as they were when they were indexed. */
  known(): Map<string, NoteStat> {
    const rows = this.#db
      .prepare<[], NoteStat & { path: string }>("select path, mtime_ms as mtimeMs, size, ino from notes")
      .all();
    return new Map(rows.map(({ path, ...stat }) => [path, stat]));
  }

  /** Replaces what was known of these notes; `null`: the note is gone. One transaction. */
  put(
    notes: readonly {
      readonly path: string;
      readonly note: { stat: NoteStat; chunks: readonly Chunk[] } | null;
    }[],
  ): void {
    const unindex = this.#db.prepare(
      "insert into chunk_search (chunk_search, rowid, heading, text) select 'delete', id, heading, text from chunks where path = ?",
    );
    const forget = ["chunks", "notes"].map((table) =>
      this.#db.prepare(`delete from ${table} where path = ?`),
    );
    const note = this.#db.prepare("insert into notes (path, mtime_ms, size, ino) values (?, ?, ?, ?)");
    const chunk = this.#db.prepare("insert into chunks (path, line, heading, text) values (?, ?, ?, ?)");
    const index = this.#db.prepare("insert into chunk_search (rowid, heading, text) values (?, ?, ?)");
    this.#db
      .transaction(() => {
        for (const { path, note: made } of notes) {
          unindex.run(path);
          for (const statement of forget) statement.run(path);
          if (made === null) continue;
          note.run(path, made.stat.mtimeMs, made.stat.size, made.stat.ino);
          for (const { line, heading, text } of made.chunks) {
            const { lastInsertRowid } = chunk.run(path, line, heading, text);
            index.run(lastInsertRowid, heading, text);
          }
        }
      })
      .immediate();
  }

  /** Best first. */
  search({ match, contains }: MemoryQuery, limit: number): FoundChunk[] {
    const rows = new Map<string, Row>();
    const collect = (found: Row[]) => {
      for (const row of found) rows.set(`${row.path}\0${row.line}`, row);
    };
    if (match !== null) {
      collect(
        this.#db
          .prepare<[string], Row>(
            `select c.path, c.line, c.heading, c.text, s.rank, f.shown, f.used
             from (select rowid, rank from chunk_search where chunk_search match ? order by rank limit ${CANDIDATES}) s
             join chunks c on c.id = s.rowid left join feedback f on f.path = c.path`,
          )
          .all(match),
      );
    }
    for (const term of contains) {
      collect(
        this.#db
          .prepare<[{ term: string }], Row>(
            `select c.path, c.line, c.heading, c.text, -1.0 as rank, f.shown, f.used
             from chunks c left join feedback f on f.path = c.path
             where instr(lower(c.text), @term) > 0 or instr(lower(c.heading), @term) > 0 limit ${CANDIDATES}`,
          )
          .all({ term }),
      );
    }
    const found = [...rows.values()]
      .map(({ rank, shown, used, ...chunk }) => ({ ...chunk, score: -rank * boostOf(shown, used) }))
      .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line))
      .slice(0, limit);
    const best = found[0]?.score ?? 1;
    return found.map((chunk) => ({ ...chunk, score: Math.round((100 * chunk.score) / best) / 100 }));
  }

  /** Notes of a search that a turn made, and which of them were of use. */
  learn(shown: readonly string[], used: ReadonlySet<string>): void {
    const note = this.#db.prepare(
      `insert into feedback (path, shown, used) values (?, 1, ?)
       on conflict (path) do update set shown = shown + 1, used = used + excluded.used`,
    );
    this.#db
      .transaction(() => {
        for (const path of shown) note.run(path, used.has(path) ? 1 : 0);
      })
      .immediate();
  }

  /** How often notes were found and of use. */
  feedback(): { path: string; shown: number; used: number }[] {
    return this.#db
      .prepare<[], { path: string; shown: number; used: number }>(
        "select path, shown, used from feedback order by path",
      )
      .all();
  }

  /** Forgets all notes; what was learnt stays. */
  clear(): void {
    this.#db.exec(
      "begin immediate; delete from notes; insert into chunk_search (chunk_search) values ('delete-all'); delete from chunks; commit",
    );
  }

  /** Begins with an empty index in a new file. */
  replace(): void {
    this.#db.close();
    for (const end of ["", "-wal", "-shm"]) rmSync(`${this.#file}${end}`, { force: true });
    this.#db = this.#opened();
  }

  close(): void {
    this.#db.close();
  }

  #opened(): Database.Database {
    try {
      return opened(this.#file);
    } catch (error) {
      if (!isCorruption(error)) throw error;
      for (const end of ["", "-wal", "-shm"]) rmSync(`${this.#file}${end}`, { force: true });
      return opened(this.#file);
    }
  }
}

function opened(file: string): Database.Database {
  const db = openDatabase(file, { timeout: 5_000 });
  try {
    db.pragma("journal_mode = wal");
    db.pragma("synchronous = normal");
    db.transaction(() => {
      if (db.pragma("user_version", { simple: true }) === VERSION) return;
      for (const table of ["chunk_search", "chunks", "notes"]) db.exec(`drop table if exists ${table}`);
      db.exec(SCHEMA);
    }).immediate();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Notes without feedback keep their score. */
function boostOf(shown: number | null, used: number | null): number {
  if (!shown) return 1;
  const share = ((used ?? 0) + 1) / (shown + 2);
  return 1 + BOOST * (2 * share - 1);
}

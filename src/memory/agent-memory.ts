/** The memory of one agent: a folder of notes and its index, brought up to date before each search. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as pause } from "node:timers/promises";
import { TandemError } from "../kernel/errors.ts";
import { looksLikeCredential } from "../safety/environment.ts";
import { isCorruption } from "../sessions/sqlite/failure.ts";
import { chunksOf } from "./chunks.ts";
import { type FoundChunk, IndexFile } from "./index-file.ts";
import { appendNote, foldersChanged, type NoteScan, type NoteStat, noteStat, scanNotes } from "./notes.ts";
import { memoryQuery } from "./query.ts";

/** Up to so many notes each search looks at every file. */
const FEW_NOTES = 2_000;
/** With more, notes that were written in place are seen after so long at the latest; all other changes at once. */
const RESCAN_MS = 60_000;
/** Notes read and indexed before others get their turn. */
const BATCH = 100;
/** A note that has grown to this is followed by another. */
const FULL_NOTE_BYTES = 200_000;

/** Something to remember. */
export interface NewMemory {
  readonly text: string;
  /** Names the note; default: the note of the day. */
  readonly title?: string;
  readonly tags?: readonly string[];
}

export interface SavedMemory {
  /** Of the note, below the memory folder. */
  readonly path: string;
  /** `known`: the note has this text already and was left as it is. */
  readonly state: "created" | "added" | "known";
}

export interface NoteInfo {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

export class AgentMemory {
  /** Absolute. */
  readonly folder: string;
  readonly #indexFile: string;
  readonly #clock: () => number;
  #index: IndexFile | null = null;
  #scan: NoteScan | null = null;
  #scannedAt = 0;
  #freshening: Promise<void> | null = null;
  /** One save after the other. */
  #saving: Promise<unknown> = Promise.resolve();

  constructor(options: {
    readonly folder: string;
    readonly indexFile: string;
    readonly clock: () => number;
  }) {
    this.folder = options.folder;
    this.#indexFile = options.indexFile;
    this.#clock = options.clock;
  }

  /**
   * Pieces of notes that have words of the query, best first. Sees what was changed by hand. Any text is a query. Rejects with TandemError
   * `state_persist_failed` when the index can be neither read nor rebuilt.
   */
  search(query: string, limit = 6): Promise<FoundChunk[]> {
    return this.#guarded(async () => {
      const asked = memoryQuery(query);
      if (asked.match === null && asked.contains.length === 0) return [];
      await this.#freshen();
      const found = this.#open().search(asked, limit);
      if (!this.#outdated(found)) return found;
      await this.#freshen(true);
      return this.#open().search(asked, limit);
    });
  }

  /** Rejects with TandemError `tool_error` for a text that holds a credential, `state_persist_failed` when it cannot be written. */
  save(memory: NewMemory): Promise<SavedMemory> {
    const saved = this.#saving.then(() => this.#save(memory));
    this.#saving = saved.catch(() => undefined);
    return saved;
  }

  /** The notes by path. */
  list(): NoteInfo[] {
    return [...scanNotes(this.folder).notes]
      .map(([path, { size, mtimeMs }]) => ({ path, bytes: size, changedAt: mtimeMs }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Rebuilds the index; returns how many notes are in it. What was learnt from feedback stays. */
  reindex(): Promise<number> {
    return this.#guarded(async () => {
      this.#open().clear();
      this.#scan = null;
      await this.#freshen(true);
      return this.list().length;
    });
  }

  /** Notes that a turn was shown, and which of them it used: moves them in later searches. */
  learn(shown: readonly string[], used: ReadonlySet<string>): void {
    this.#open().learn([...new Set(shown)], used);
  }

  /** How often notes were found and of use. */
  feedback(): ReturnType<IndexFile["feedback"]> {
    return this.#open().feedback();
  }

  close(): void {
    this.#index?.close();
    this.#index = null;
  }

  async #save({ text, title, tags = [] }: NewMemory): Promise<SavedMemory> {
    const body = text.trim();
    if (body === "") throw refused("There is no text to save.");
    if ([body, title ?? "", ...tags].some(holdsSecret))
      throw refused(
        "This looks like a password, key or token. Secrets are not kept in memory; nothing was saved.",
      );
    const head = title?.replace(/\s+/g, " ").trim() || dayOf(this.#clock());
    const tagLine = tags.length === 0 ? "" : `\nTags: ${tags.map((tag) => tag.trim()).join(", ")}\n`;
    const name = this.#nameFor(slugOf(head) || dayOf(this.#clock()));
    try {
      const before = await readFile(join(this.folder, name), "utf8").catch(() => "");
      if (`\n${before}`.includes(`\n${body}\n`)) return { path: name, state: "known" };
      const isNew = await appendNote(this.folder, name, `# ${head}\n\n`, `${body}\n${tagLine}`);
      return { path: name, state: isNew ? "created" : "added" };
    } catch (cause) {
      const message = `The memory could not be written: ${(cause as Error).message}.`;
      throw new TandemError({ code: "state_persist_failed", message, cause });
    }
  }

  /** The first note of this name that is not full. */
  #nameFor(slug: string): string {
    for (let number = 1; ; number++) {
      const name = number === 1 ? `${slug}.md` : `${slug}-${number}.md`;
      const stat = noteStat(join(this.folder, name));
      if (stat === null || stat.size < FULL_NOTE_BYTES) return name;
    }
  }

  #open(): IndexFile {
    this.#index ??= new IndexFile(this.#indexFile);
    return this.#index;
  }

  /** Whether a note that was found has changed since it was indexed. */
  #outdated(found: readonly FoundChunk[]): boolean {
    return found.some(({ path }) => {
      const known = this.#scan?.notes.get(path);
      return known === undefined || !same(known, noteStat(join(this.folder, path)));
    });
  }

  #freshen(always = false): Promise<void> {
    this.#freshening ??= this.#bringUpToDate(always).finally(() => {
      this.#freshening = null;
    });
    return this.#freshening;
  }

  async #bringUpToDate(always: boolean): Promise<void> {
    const last = this.#scan;
    const isRecent = last !== null && this.#clock() - this.#scannedAt < RESCAN_MS;
    if (!always && last !== null && last.notes.size > FEW_NOTES && isRecent && !foldersChanged(last)) return;
    const scan = scanNotes(this.folder);
    const known = last?.notes ?? this.#open().known();
    const changed = [...scan.notes]
      .filter(([path, stat]) => !same(stat, known.get(path)))
      .map(([path]) => path);
    const gone = [...known.keys()].filter((path) => !scan.notes.has(path));
    const index = this.#open();
    if (gone.length > 0) index.put(gone.map((path) => ({ path, note: null })));
    for (let at = 0; at < changed.length; at += BATCH) {
      if (at > 0) await pause();
      const batch = changed.slice(at, at + BATCH);
      index.put(await Promise.all(batch.map(async (path) => ({ path, note: await this.#read(path, scan) }))));
    }
    this.#scan = scan;
    this.#scannedAt = this.#clock();
  }

  async #read(path: string, scan: NoteScan) {
    const stat = scan.notes.get(path) as NoteStat;
    const text = await readFile(join(this.folder, path), "utf8").catch(() => "");
    return { stat, chunks: chunksOf(text) };
  }

  /** A damaged index is rebuilt from the notes, once. */
  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!isCorruption(error)) throw indexFailure(error);
    }
    try {
      this.#index?.replace();
      this.#scan = null;
      return await work();
    } catch (error) {
      throw indexFailure(error);
    }
  }
}

function same(a: NoteStat, b: NoteStat | null | undefined): boolean {
  return b != null && a.mtimeMs === b.mtimeMs && a.size === b.size && a.ino === b.ino;
}

/** Well-known credentials, and words that are followed by one. */
function holdsSecret(text: string): boolean {
  return (
    looksLikeCredential("", text) ||
    /\b(?:password|passwd|passphrase|secret|token|api[-_ ]?key)\b["']?\s*(?:is|[:=])\s*["']?(?=\S*\d)(?=\S*[^\d\s.,])\S{6,}/i.test(
      text,
    )
  );
}

/** `What Ann likes` becomes `what-ann-likes`; empty when no letter or digit is in it. */
function slugOf(title: string): string {
  return title
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
}

/** In this machine's time zone. */
function dayOf(ms: number): string {
  const date = new Date(ms);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function refused(message: string): TandemError {
  return new TandemError({ code: "tool_error", message });
}

function indexFailure(cause: unknown): TandemError {
  if (TandemError.isInstance(cause)) return cause;
  const message = `The index of the memory cannot be used: ${(cause as Error).message}.`;
  const remediation = "Run `tandem memory reindex`, or look whether the data folder can be written.";
  return new TandemError({ code: "state_persist_failed", message, remediation, cause });
}

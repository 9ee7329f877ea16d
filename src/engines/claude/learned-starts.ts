/**
 * How the last processes were started and what they were asked first, so that a program that is called again in the same way can start its
 * process before it knows anything else. What is learned is never trusted: a process is used only if it is exactly what the turn wants, see
 * {@link EarlyStart}.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Start } from "../../process/child.ts";
import type { ProcessFolders } from "./folders.ts";

/** What differs from process to process. */
export interface StartPlace {
  readonly folders: ProcessFolders;
  readonly baseUrl: string;
  readonly token: string;
}

export interface LearnedStart {
  readonly start: Start;
  /** The SDK's first request, as JSON; `null`: it was never the same twice in a row, or is not known. */
  readonly initialize: string | null;
}

/** Ways to call the program that are remembered. */
const MOST = 16;
/** After so many requests that were not as learned, one after another, nothing is sent early until one is. */
const MOST_MISSES = 2;

/** What a file holds; places are marks. */
interface Kept {
  readonly key: string;
  readonly start: string;
  readonly initialize: string | null;
  readonly misses: number;
}

/** A file for each way, in a folder that is made when needed. A file that cannot be read or written only costs time. */
export class LearnedStarts {
  readonly #folder: string;

  constructor(claudeFolder: string) {
    this.#folder = join(claudeFolder, LEARNED_FOLDER);
  }

  /** What was learned for a way to call the program; `null`: nothing. */
  read(key: string): { at(place: StartPlace): LearnedStart | null } | null {
    const kept = this.#read(key);
    if (kept === null) return null;
    return {
      at(place) {
        try {
          const start = JSON.parse(filled(kept.start, place)) as Start;
          if (kept.initialize === null || kept.misses >= MOST_MISSES) return { start, initialize: null };
          const initialize = filled(kept.initialize, place);
          JSON.parse(initialize);
          return { start, initialize };
        } catch {
          return null;
        }
      },
    };
  }

  /** Forgets what was learned for a way: it was wrong, and nothing better is known. */
  forget(key: string): void {
    try {
      rmSync(this.#file(key), { force: true });
    } catch {
      // The next start is not faster than this one.
    }
  }

  /** Writes only what is new. */
  learn(key: string, start: Start, place: StartPlace, initialize: string | null): void {
    const known = this.#read(key);
    const asked = initialize === null ? null : emptied(initialize, place);
    const isMiss = known !== null && known.initialize !== null && known.initialize !== asked;
    const next: Kept = {
      key,
      start: emptied(JSON.stringify(start), place),
      initialize: asked,
      misses: isMiss ? known.misses + 1 : 0,
    };
    if (known !== null && JSON.stringify(known) === JSON.stringify(next)) return;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      const file = this.#file(key);
      const aside = `${file}.${process.pid}`;
      writeFileSync(aside, JSON.stringify(next), { mode: 0o600 });
      renameSync(aside, file);
      if (known === null) this.#removeOldest();
    } catch {
      // The next start is not faster than this one.
    }
  }

  #removeOldest(): void {
    const files = readdirSync(this.#folder).map((name) => join(this.#folder, name));
    if (files.length <= MOST) return;
    const byAge = files.map((file) => ({ file, at: statSync(file).mtimeMs })).sort((a, b) => b.at - a.at);
    for (const { file } of byAge.slice(MOST)) rmSync(file, { force: true });
  }

  #file(key: string): string {
    return join(this.#folder, `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.json`);
  }

  #read(key: string): Kept | null {
    try {
      const value = JSON.parse(readFileSync(this.#file(key), "utf8")) as Partial<Kept> | null;
      const { key: itsKey, start, initialize, misses } = value ?? {};
      if (itsKey !== key || typeof start !== "string" || typeof misses !== "number") return null;
      if (initialize !== null && typeof initialize !== "string") return null;
      return { key, start, initialize, misses };
    } catch {
      return null;
    }
  }
}

/** The folder's name; not a process's. */
export const LEARNED_FOLDER = "last-starts";

const MARKS = { root: "{tandem:root}", baseUrl: "{tandem:url}", token: "{tandem:token}" } as const;

function emptied(json: string, { folders, baseUrl, token }: StartPlace): string {
  return json
    .replaceAll(inJson(folders.root), MARKS.root)
    .replaceAll(baseUrl, MARKS.baseUrl)
    .replaceAll(token, MARKS.token);
}

function filled(template: string, { folders, baseUrl, token }: StartPlace): string {
  return template
    .replaceAll(MARKS.root, () => inJson(folders.root))
    .replaceAll(MARKS.baseUrl, baseUrl)
    .replaceAll(MARKS.token, token);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

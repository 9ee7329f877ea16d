/**
 * How the last processes were started and what they were asked first, so that a program that is called again in the same way can start its
 * process before it knows anything else. What is learned is never trusted: a process is used only if it is exactly what the turn wants, see
 * {@link EarlyStart}.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Start } from "../../process/child.ts";
import { makeFolder } from "../../safety/make-folder.ts";
import type { ProcessFolders } from "./folders.ts";
import type { Spoken } from "./spoken-process.ts";

/** What differs from process to process. */
export interface StartPlace {
  readonly folders: ProcessFolders;
  readonly baseUrl: string;
  readonly token: string;
}

export interface LearnedStart {
  readonly start: Start;
  /** What can be sent to it at once; `null`: nothing, since it was not the same twice in a row, or is not known. */
  readonly spoken: Spoken | null;
}

/** What there is to learn of a process. */
export interface Lesson {
  readonly start: Start;
  readonly place: StartPlace;
  /** The SDK's first request as JSON. */
  readonly initialize: string;
  /** The line with the user's message. */
  readonly message: string;
  /** What the user asked; `null`: not known when the program began, so that no message can be foreseen. */
  readonly prompt: string | null;
}

/** Ways to call the program that are remembered. */
const MOST = 16;
/** After so many requests that were not as learned, one after another, nothing is sent early until one is. */
const MOST_MISSES = 2;

/** What a file holds; places are marks. */
interface Kept {
  readonly key: string;
  readonly start: string;
  readonly initialize: string;
  /** `null`: the message is not just what the user asked. */
  readonly message: string | null;
  /** Requests that were not as learned, one after another. */
  readonly misses: number;
}

/** A file for each way, in a folder that is made when needed. A file that cannot be read or written only costs time. */
export class LearnedStarts {
  readonly #folder: string;

  constructor(claudeFolder: string) {
    this.#folder = join(claudeFolder, LEARNED_FOLDER);
  }

  /** What was learned for a way to call the program; `null`: nothing. `prompt` as in {@link Lesson}. */
  read(key: string): { at(place: StartPlace, prompt: string | null): LearnedStart | null } | null {
    const kept = this.#read(key);
    if (kept === null) return null;
    return {
      at(place, prompt) {
        try {
          const start = JSON.parse(filled(kept.start, place)) as Start;
          if (kept.misses >= MOST_MISSES) return { start, spoken: null };
          const initialize = filled(kept.initialize, place);
          const message =
            kept.message === null || prompt === null ? null : withText(kept.message, () => prompt);
          JSON.parse(initialize);
          return { start, spoken: { initialize, message } };
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
  learn(key: string, { start, place, initialize, message, prompt }: Lesson): void {
    const known = this.#read(key);
    const asked = emptied(initialize, place);
    const next: Kept = {
      key,
      start: emptied(JSON.stringify(start), place),
      initialize: asked,
      message:
        prompt === null
          ? (known?.message ?? null)
          : withText(message, (text) => (text === prompt ? "" : null)),
      misses: known === null || known.initialize === asked ? 0 : known.misses + 1,
    };
    if (known !== null && JSON.stringify(known) === JSON.stringify(next)) return;
    try {
      makeFolder(this.#folder);
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
      const { key: itsKey, start, initialize, message, misses } = value ?? {};
      if (itsKey !== key || typeof start !== "string" || typeof misses !== "number") return null;
      if (typeof initialize !== "string" || (message !== null && typeof message !== "string")) return null;
      return { key, start, initialize, message, misses };
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

/**
 * The line of a user's message that is one text, with another text, which `change` makes of it. `null`: `change` gave none, or the line
 * is anything else.
 */
function withText(line: string, change: (text: string) => string | null): string | null {
  try {
    const value = JSON.parse(line) as UserLine;
    const [block, ...others] = value.message.content;
    const text = block?.type === "text" && others.length === 0 ? change(block.text) : null;
    if (text === null) return null;
    const message = { ...value.message, content: [{ ...block, text }] };
    return JSON.stringify({ ...value, message });
  } catch {
    return null;
  }
}

interface UserLine {
  readonly message: { readonly content: readonly { readonly type: string; readonly text: string }[] };
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

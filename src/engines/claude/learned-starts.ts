/**
 * How the last processes were started, so that a program that is called again in the same way can start its process before it knows
 * anything else. What is learned is never trusted: a process is used only if it is exactly what the turn wants, see {@link EarlyStart}.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Start } from "../../process/child.ts";
import type { ProcessFolders } from "./folders.ts";

/** What differs from process to process. */
export interface StartPlace {
  readonly folders: ProcessFolders;
  readonly baseUrl: string;
  readonly token: string;
}

/** Ways to call the program that are remembered. */
const MOST = 16;

/** `file`: JSON in the data folder, made when needed. A file that cannot be read or written only costs time. */
export class LearnedStarts {
  readonly #file: string;

  constructor(claudeFolder: string) {
    this.#file = join(claudeFolder, "last-starts.json");
  }

  /** The start learned for a way to call the program, for another place; `null`: there is none. */
  find(key: string, place: StartPlace): Start | null {
    const template = this.#read()[key];
    if (template === undefined) return null;
    try {
      return JSON.parse(filled(template, place)) as Start;
    } catch {
      return null;
    }
  }

  has(key: string): boolean {
    return this.#read()[key] !== undefined;
  }

  /** `null`: what was learned is wrong. Writes only what is new. */
  learn(key: string, start: Start | null, place: StartPlace | null): void {
    const known = this.#read();
    const template = start === null || place === null ? undefined : emptied(JSON.stringify(start), place);
    if (known[key] === template) return;
    const others = Object.entries(known).filter(([one]) => one !== key);
    const next = template === undefined ? others : [...others.slice(1 - MOST), [key, template] as const];
    try {
      mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
      const aside = `${this.#file}.${process.pid}`;
      writeFileSync(aside, JSON.stringify(Object.fromEntries(next)), { mode: 0o600 });
      renameSync(aside, this.#file);
    } catch {
      // The next start is not faster than this one.
    }
  }

  #read(): Readonly<Record<string, string>> {
    try {
      const value: unknown = JSON.parse(readFileSync(this.#file, "utf8"));
      if (typeof value !== "object" || value === null) return {};
      return Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
      );
    } catch {
      return {};
    }
  }
}

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

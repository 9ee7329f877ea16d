/** The files of the workspace for completion: listed in the background, kept for a moment, listed again when asked for later. */
import { relative } from "node:path";
import type { PathScope } from "../../../../safety/scope.ts";
import { walk } from "../../../../tools/builtin/walk.ts";

export interface IndexedPath {
  /** Relative to the workspace, with `/`; a folder's ends with one. */
  readonly path: string;
  /** For searching: in lower case. */
  readonly lower: string;
  /** Where the last part of the path begins. */
  readonly nameAt: number;
}

export interface FileIndexOptions {
  readonly scope: PathScope;
  /** Milliseconds. */
  readonly now: () => number;
}

/** More is not listed. */
const MAX_PATHS = 200_000;
/** Milliseconds for which a list is good. */
const FRESH_MS = 5_000;
/** Files after which others have their turn. */
const SLICE = 500;

export class FileIndex {
  readonly #scope: PathScope;
  readonly #now: () => number;
  readonly #closed = new AbortController();
  #listed: readonly IndexedPath[] = [];
  #listedAt = Number.NEGATIVE_INFINITY;
  #running: { readonly found: IndexedPath[]; readonly done: Promise<void> } | null = null;

  constructor({ scope, now }: FileIndexOptions) {
    this.#scope = scope;
    this.#now = now;
  }

  /**
   * What is known now. An old list is given while a new one is made; the first time, `patience` is waited for before what was found
   * so far is given.
   */
  async paths(patience: Promise<unknown>): Promise<readonly IndexedPath[]> {
    if (this.#running === null && this.#now() - this.#listedAt > FRESH_MS) this.#start();
    const running = this.#running;
    if (running === null || this.#listed.length > 0) return this.#listed;
    await Promise.race([running.done, patience]);
    return this.#running === running ? running.found : this.#listed;
  }

  /** Ends what still runs. */
  close(): void {
    this.#closed.abort();
  }

  #start(): void {
    const found: IndexedPath[] = [];
    const done = this.#list(found)
      .catch(() => {})
      .then(() => {
        this.#listed = found;
        this.#listedAt = this.#now();
        this.#running = null;
      });
    this.#running = { found, done };
  }

  async #list(found: IndexedPath[]): Promise<void> {
    const { workspaceDir } = this.#scope;
    const options = { scope: this.#scope, includeIgnored: false, signal: this.#closed.signal };
    for await (const { path, kind } of walk(workspaceDir, options)) {
      const shown = relative(workspaceDir, path).replaceAll("\\", "/") + (kind === "folder" ? "/" : "");
      // A name with control characters could not be typed, and would steer the terminal.
      if (/\p{Cc}/u.test(shown)) continue;
      found.push({
        path: shown,
        lower: shown.toLowerCase(),
        nameAt: shown.lastIndexOf("/", shown.length - 2) + 1,
      });
      if (found.length >= MAX_PATHS) return;
      if (found.length % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

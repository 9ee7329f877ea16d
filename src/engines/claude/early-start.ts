/**
 * Starts a claude process before anything else is known of the turn, and sends it the first request that the last one got and what the
 * user asks: no configuration is read, no prompt made. Loading and preparing take about as long as the binary's own start, so that neither
 * waits for the other. What the process asks of the model waits here, and is dropped unless the turn turns out to want just this process and
 * just what it was sent. Imports little, because it runs first.
 */
import { randomUUID } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Child, type ChildOptions, recordChild, type Start, startChild } from "../../process/child.ts";
import { isGone, processName } from "../../process/identity.ts";
import { createRelay } from "../../transport/relay.ts";
import type { Relay, RelayRoute, Rewrite } from "../../transport/transport.ts";
import { isSameStart } from "./expected-start.ts";
import { makeFolders, type ProcessFolders } from "./folders.ts";
import { LEARNED_FOLDER, LearnedStarts, type Lesson } from "./learned-starts.ts";
import { type Spoken, speak } from "./spoken-process.ts";

/** Where an early process lives, and how its requests come in. */
export interface EarlyPlace {
  readonly folders: ProcessFolders;
  readonly route: RelayRoute;
}

/** A process that was started early, in the hands of the turn that wanted it. */
export interface TakenEarly {
  readonly child: Child;
  readonly place: EarlyPlace;
  /** What it was sent; `null`: nothing. */
  readonly spoken: Spoken | null;
  /** Its model requests have waited for this; from here on they are the route's as of any other process. */
  serve(rewrite: Rewrite): void;
}

interface Running extends TakenEarly {
  readonly start: Start;
}

/** A file in the folder of a process that no store knows yet: who started it, and the process itself. */
const OWNER = "owner";

/** Ends early processes whose program is gone, and removes their folders. Never rejects. */
async function removeAbandoned(claudeFolder: string): Promise<void> {
  for (const name of await readdir(claudeFolder).catch((): string[] => [])) {
    if (name === LEARNED_FOLDER) continue;
    const folder = join(claudeFolder, name);
    const [owner = "", child = ""] = (await readFile(join(folder, OWNER), "utf8").catch(() => "")).split(
      "\n",
    );
    if (owner === "" || !isGone(owner)) continue;
    const pid = Number(child.split(" ")[1]);
    if (pid > 0 && processName(pid) === child) killGroup(pid);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has just ended.
  }
}

/** The one process of a program's start; taken by the first turn that wants exactly it. */
export class EarlyStart {
  readonly relay: Relay;
  readonly #key: string;
  readonly #prompt: string | null;
  readonly #learned: LearnedStarts;
  #running: Running | null = null;
  #ended = false;
  #onEnd: ((reason: string) => void) | null = null;
  #isLearned = false;

  private constructor(claudeFolder: string, key: string, prompt: string | null) {
    this.relay = createRelay();
    this.#key = key;
    this.#prompt = prompt;
    this.#learned = new LearnedStarts(claudeFolder);
  }

  /**
   * `key`: names the way the program was called. `prompt`: what the user asks; `null`: that is not known yet. Starts nothing that was not
   * learned; what goes wrong only costs time.
   */
  static async begin(claudeFolder: string, key: string, prompt: string | null): Promise<EarlyStart> {
    const early = new EarlyStart(claudeFolder, key, prompt);
    // Not waited for: what a killed program left takes nobody's time.
    void removeAbandoned(claudeFolder);
    const learned = early.#learned.read(key);
    if (learned === null) return early;
    try {
      const route = await early.relay.route();
      const folders = makeFolders(join(claudeFolder, randomUUID()));
      const found = learned.at({ folders, baseUrl: route.baseUrl, token: route.token }, prompt);
      if (found === null) return early;
      const { start, spoken } = found;
      const served = Promise.withResolvers<Rewrite>();
      route.rewrite(async (...asked) => (await served.promise)(...asked));
      const child = startChild(start, {
        children: null,
        folder: folders.root,
        onEnd: (reason) => {
          early.#ended = true;
          early.#onEnd?.(reason);
        },
      });
      writeFileSync(join(folders.root, OWNER), `${processName()}\n${processName(child.process.pid)}`);
      if (spoken !== null) speak(child.process, spoken);
      early.#running = { place: { folders, route }, start, child, spoken, serve: served.resolve };
    } catch {
      // As if nothing had been learned.
    }
    return early;
  }

  /**
   * Hands the process over if it was started exactly as `wanted` says for its place, and is still there; else ends it. `onEnd` as for a
   * new child.
   */
  take(
    wanted: (place: EarlyPlace) => Start,
    { children, onEnd }: Pick<ChildOptions, "children" | "onEnd">,
  ): TakenEarly | null {
    const running = this.#running;
    if (running === null) return null;
    const { child, place, start, spoken, serve } = running;
    if (this.#ended || !isSameStart(start, wanted(place))) {
      this.discard();
      return null;
    }
    this.#running = null;
    // From here on the store knows it.
    rmSync(join(place.folders.root, OWNER), { force: true });
    const remove = recordChild(child.process.pid, { children, folder: place.folders.root });
    this.#onEnd = (reason) => {
      remove();
      onEnd(reason);
    };
    return { child, place, spoken, serve };
  }

  /** The first process of the turn was started and spoken to so; the next call of the program begins with it. Only the first call counts. */
  learn(start: Start, { folders, route }: EarlyPlace, said: Pick<Lesson, "initialize" | "message">): void {
    if (this.#isLearned) return;
    this.#isLearned = true;
    const place = { folders, baseUrl: route.baseUrl, token: route.token };
    this.#learned.learn(this.#key, { start, place, prompt: this.#prompt, ...said });
  }

  /** The first process of the turn cannot be foreseen. Counts as {@link learn}. */
  forget(): void {
    if (this.#isLearned) return;
    this.#isLearned = true;
    this.#learned.forget(this.#key);
  }

  /** Ends the process if nobody has taken it, and forgets how it was started. */
  discard(): void {
    const running = this.#running;
    this.#running = null;
    if (running === null) return;
    running.place.route.close();
    running.child.kill();
    rmSync(running.place.folders.root, { recursive: true, force: true, maxRetries: 3 });
    this.forget();
  }
}

/**
 * The processes of one runtime: at most one warm process for each session, one spare for the next new conversation, and the
 * busy ones. A warm process is used only where its conversation is the canonical one, so using it changes nothing but the time.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { EngineRun } from "../runtime.ts";
import { userBlocks, type WireBlock } from "./content.ts";
import { type Opening, openingOf } from "./history.ts";
import { ClaudeProcess, type ProcessHost } from "./process.ts";
import { type ProcessSettings, settingsKey } from "./profile.ts";
import { residentBytes } from "./resident-memory.ts";

/** Milliseconds between the end of a turn and the start of the next spare, so that a turn that follows at once goes first. */
const SPARE_DELAY_MS = 50;

/** Milliseconds after which a process that has not finished its last turn is given up. */
const QUIET_MS = 2_000;

export interface PoolLimits {
  readonly maxProcesses: number;
  readonly maxMemoryBytes: number;
  readonly idleMs: number;
  readonly spare: boolean;
}

/** A process for one run, to be given back. */
export interface Lease {
  readonly claude: ClaudeProcess;
  /** What to send first. */
  readonly prompt: readonly WireBlock[];
  /** It had a conversation or was resumed from one, so starting over may help when it fails. */
  readonly native: boolean;
}

interface Idle {
  readonly claude: ClaudeProcess;
  readonly headAfter: () => string;
  readonly timer: NodeJS.Timeout;
}

export class ProcessPool {
  readonly #host: ProcessHost;
  readonly #limits: PoolLimits;
  /** By session; the longest unused first. */
  readonly #warm = new Map<string, Idle>();
  readonly #all = new Set<ClaudeProcess>();
  #spare: ClaudeProcess | null = null;
  #spareIdle: NodeJS.Timeout | undefined;
  /** Settings of the last new conversation. */
  #lastKey = "";
  #spareTimer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(host: ProcessHost, limits: PoolLimits) {
    this.#host = host;
    this.#limits = limits;
  }

  /** `null`: the run has nothing for the model to answer. With `fresh`, nothing that was started before is used. */
  async lease(run: EngineRun, fresh: boolean): Promise<Lease | null> {
    const warm = await this.#takeWarm(run, fresh);
    if (warm !== null && run.prompt !== null) {
      return { claude: warm, prompt: userBlocks(run.prompt.content), native: true };
    }
    const opening = openingOf(run.history, run.prompt, run);
    if (opening === null) return null;
    const spare = opening.history.length === 0 && !fresh ? this.#takeSpare(run) : null;
    const claude = spare ?? this.#launch(run, opening);
    return { claude, prompt: opening.prompt, native: spare !== null || opening.history.length > 0 };
  }

  /** Takes a process back: it stays for the session's next run, or ends. */
  release(lease: Lease, run: EngineRun): void {
    const { claude } = lease;
    // Only these are kept: the run holds the whole history.
    const { sessionId, headAfter } = run;
    if (claude.spent || !claude.alive || !run.keepWarm || this.#closed) void claude.stop();
    else {
      const timer = setTimeout(() => this.forget(sessionId), this.#limits.idleMs).unref();
      this.forget(sessionId);
      this.#warm.set(sessionId, { claude, headAfter, timer });
    }
    this.#shrink();
    if (run.history.length === 0 && run.keepWarm) this.#planSpare(run);
  }

  /** Starts a spare for these settings now, instead of one for others. */
  prewarm(settings: ProcessSettings): void {
    if (this.#closed || !this.#limits.spare || this.#limits.maxProcesses < 2) return;
    if (this.#spare?.alive && this.#spare.key === settingsKey(settings)) return;
    void this.#spare?.stop();
    const spare = this.#launch(settings, null);
    this.#spare = spare;
    clearTimeout(this.#spareIdle);
    this.#spareIdle = setTimeout(() => {
      if (this.#spare === spare) void spare.stop();
    }, this.#limits.idleMs).unref();
  }

  /** Ends the session's warm process. */
  forget(sessionId: string): void {
    const idle = this.#warm.get(sessionId);
    if (idle === undefined) return;
    this.#warm.delete(sessionId);
    clearTimeout(idle.timer);
    void idle.claude.stop();
  }

  /** Ends all processes, busy ones too; settles when they are gone. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#spareTimer);
    clearTimeout(this.#spareIdle);
    for (const idle of this.#warm.values()) clearTimeout(idle.timer);
    this.#warm.clear();
    this.#spare = null;
    await Promise.all([...this.#all].map((claude) => claude.stop()));
  }

  async #takeWarm(run: EngineRun, fresh: boolean): Promise<ClaudeProcess | null> {
    const idle = this.#warm.get(run.sessionId);
    if (idle === undefined) return null;
    const same =
      !fresh && run.prompt !== null && idle.claude.key === settingsKey(run) && idle.headAfter() === run.head;
    if (!same) {
      this.forget(run.sessionId);
      return null;
    }
    this.#warm.delete(run.sessionId);
    clearTimeout(idle.timer);
    // A turn is settled when its last message is complete; the binary may still be tidying up.
    if (idle.claude.openTurns > 0) {
      await Promise.race([idle.claude.quiet(), delay(QUIET_MS, undefined, { ref: false })]);
    }
    if (idle.claude.alive && !idle.claude.spent && idle.claude.openTurns === 0) return idle.claude;
    void idle.claude.stop();
    return null;
  }

  #takeSpare(run: EngineRun): ClaudeProcess | null {
    const spare = this.#spare;
    if (spare === null || !spare.alive || spare.key !== settingsKey(run)) return null;
    this.#spare = null;
    return spare;
  }

  #launch(settings: ProcessSettings, opening: Opening | null): ClaudeProcess {
    const claude = new ClaudeProcess(this.#host, settings, opening);
    this.#all.add(claude);
    void claude.gone.then(() => {
      this.#all.delete(claude);
      if (this.#spare === claude) this.#spare = null;
    });
    this.#shrink();
    return claude;
  }

  /** A spare that nobody took yet gives way only to settings that were asked for twice in a row. */
  #planSpare(settings: ProcessSettings): void {
    // A native process belongs to its workspace.
    if (settings.native !== undefined) return;
    const key = settingsKey(settings);
    const again = key === this.#lastKey;
    this.#lastKey = key;
    if (this.#closed || (this.#spare?.alive && !again)) return;
    clearTimeout(this.#spareTimer);
    const { model, provider, thinking, systemPrompt, tools, streamParams } = settings;
    const wanted = { model, provider, thinking, systemPrompt, tools, streamParams };
    this.#spareTimer = setTimeout(() => this.prewarm(wanted), SPARE_DELAY_MS).unref();
  }

  /** Ends idle processes, the longest unused first, until the limits hold. */
  #shrink(): void {
    const running = new Set([...this.#all].filter((claude) => claude.alive && !claude.spent));
    let memory = 0;
    const sizes = new Map<ClaudeProcess, number>();
    for (const claude of running) {
      const size = claude.pid === null ? 0 : residentBytes(claude.pid);
      sizes.set(claude, size);
      memory += size;
    }
    for (const [sessionId, { claude }] of this.#warm) {
      if (running.size <= this.#limits.maxProcesses && memory <= this.#limits.maxMemoryBytes) return;
      this.forget(sessionId);
      running.delete(claude);
      memory -= sizes.get(claude) ?? 0;
    }
  }
}

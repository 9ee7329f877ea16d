/** Notices turns that other processes run in the chat's conversation, so that they are shown here too. */
import type { RunRecord } from "../../../sessions/store.ts";
import type { Tandem } from "../../../tandem.ts";

/** Milliseconds between two looks at the store; a look takes well below one. */
const LOOK_EVERY_MS = 400;
/** Runs looked at: more than can begin between two looks. */
const RUNS_LOOKED_AT = 20;

export class SessionWatch {
  readonly #tandem: Pick<Tandem, "runs">;
  readonly #sessionId: () => string | null;
  readonly #show: (run: RunRecord) => void;
  /** Runs that are this chat's own, or were shown. */
  readonly #known = new Set<string>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `show` gets each run of others once, in the order they began. */
  constructor(tandem: Pick<Tandem, "runs">, sessionId: () => string | null, show: (run: RunRecord) => void) {
    this.#tandem = tandem;
    this.#sessionId = sessionId;
    this.#show = show;
  }

  /** This chat shows the run by itself. */
  own(runId: string): void {
    this.#known.add(runId);
  }

  /** Takes runs that have ended for shown, and gives the ids of those that have not. */
  begin(): ReadonlySet<string> {
    const runs = this.#runs();
    for (const { runId, status } of runs) if (status !== "running") this.#known.add(runId);
    return new Set(runs.filter(({ status }) => status === "running").map(({ runId }) => runId));
  }

  start(): void {
    this.#timer ??= setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Looks now. A store that cannot be read now is read the next time. */
  look(): void {
    let runs: readonly RunRecord[];
    try {
      runs = this.#runs();
    } catch {
      return;
    }
    for (const run of runs.toReversed()) {
      if (this.#known.has(run.runId)) continue;
      this.#known.add(run.runId);
      this.#show(run);
    }
  }

  #runs(): readonly RunRecord[] {
    const sessionId = this.#sessionId();
    return sessionId === null ? [] : this.#tandem.runs.list({ sessionId, limit: RUNS_LOOKED_AT });
  }
}

/** Session lanes inside global lanes: one turn of a session at a time, and so many turns of a kind at once. */
import { Lane } from "./lane.ts";

/** A wait of this many milliseconds or more is reported. */
export const REPORTED_WAIT_MS = 2_000;

export interface LaneWait {
  readonly lane: string;
  readonly state: "waiting" | "admitted";
  readonly waitedMs: number;
  /** Turns before this one in the lane it waits in. */
  readonly ahead: number;
  /** The run in another process that holds the session. */
  readonly holder?: string;
}

export interface EnterOptions {
  /** Session lane; `null` for a turn without a session. */
  readonly sessionKey: string | null;
  /** Global lane; `<lane>:<n>` has the limit of `<lane>`, and one the limits do not name admits one at a time. */
  readonly lane: string;
  /** Before those that wait for the same session. */
  readonly front?: boolean;
  readonly signal: AbortSignal;
  readonly onWait: (wait: LaneWait) => void;
}

export class Lanes {
  readonly #limits: Readonly<Record<string, number>>;
  readonly #global = new Map<string, Lane>();
  readonly #sessions = new Map<string, Lane>();

  /** `limits`: turns at once for each global lane. */
  constructor(limits: Readonly<Record<string, number>>) {
    this.#limits = limits;
  }

  /** Waits in the session lane, then in the global lane; the returned function leaves both and may be called again. */
  async enter(options: EnterOptions): Promise<() => void> {
    const global = this.#globalLane(options.lane);
    const session = options.sessionKey === null ? null : this.#sessionLane(options.sessionKey);
    const startedAt = performance.now();
    let waitsIn = session ?? global;
    const waited = () => Math.round(performance.now() - startedAt);
    let reported = false;
    const report = () => {
      reported = true;
      options.onWait({
        lane: waitsIn.name,
        state: "waiting",
        waitedMs: waited(),
        ahead: Math.max(0, waitsIn.load - 1),
      });
    };
    const timer = setTimeout(report, REPORTED_WAIT_MS);
    timer.unref();
    let leaveSession: (() => void) | undefined;
    try {
      leaveSession = await session?.enter(options.signal, options.front);
      waitsIn = global;
      const leaveGlobal = await global.enter(options.signal);
      if (reported) options.onWait({ lane: global.name, state: "admitted", waitedMs: waited(), ahead: 0 });
      return () => {
        leaveGlobal();
        leaveSession?.();
        this.#prune(options.sessionKey);
      };
    } catch (error) {
      leaveSession?.();
      this.#prune(options.sessionKey);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Rejects who waits in a global lane (by name) or a session lane (by key) with `lane_cleared`. Returns how many. */
  clear(name: string): number {
    return (this.#global.get(name)?.clear() ?? 0) + (this.#sessions.get(name)?.clear() ?? 0);
  }

  /** Rejects everyone who waits anywhere. */
  clearAll(): number {
    let cleared = 0;
    for (const lane of [...this.#sessions.values(), ...this.#global.values()]) cleared += lane.clear();
    return cleared;
  }

  /** Whether a turn of this session runs or waits. */
  busy(sessionKey: string): boolean {
    return (this.#sessions.get(sessionKey)?.load ?? 0) > 0;
  }

  #globalLane(name: string): Lane {
    let lane = this.#global.get(name);
    if (!lane) {
      lane = new Lane(name, this.#limits[name] ?? this.#limits[name.replace(/:\d+$/, "")] ?? 1);
      this.#global.set(name, lane);
    }
    return lane;
  }

  #sessionLane(key: string): Lane {
    let lane = this.#sessions.get(key);
    if (!lane) {
      lane = new Lane(key, 1);
      this.#sessions.set(key, lane);
    }
    return lane;
  }

  #prune(key: string | null): void {
    if (key !== null && this.#sessions.get(key)?.load === 0) this.#sessions.delete(key);
  }
}

/** Which sessions have begun in this process, for SessionStart and SessionEnd. */

/** Sessions remembered; the oldest is forgotten, and begins again with its next turn. */
const MOST_SESSIONS = 10_000;

/** Why a session begins with a turn. */
export interface SessionBeginning {
  readonly source: "startup" | "resume" | "clear";
  /** Settles when the end of the session that it replaces was reported. */
  readonly after: Promise<unknown> | null;
}

/** What a session was last run with, for the payload of its end. */
export interface KnownSession {
  readonly id: string;
  readonly key: string;
  readonly agentId: string;
  readonly workspaceDir: string;
}

/** A session as a turn finds it. */
export interface StartingSession {
  readonly id: string;
  readonly headId: string | null;
}

/** One for each Tandem. */
export class SessionStarts {
  readonly #begun = new Set<string>();
  readonly #cleared = new Map<string, Promise<unknown> | null>();

  /** `null`: the session has begun. */
  begin({ id, headId }: StartingSession): SessionBeginning | null {
    if (this.#begun.has(id)) return null;
    if (this.#begun.size >= MOST_SESSIONS) this.#begun.delete(this.#begun.values().next().value!);
    this.#begun.add(id);
    const after = this.#cleared.get(id);
    if (after === undefined) return { source: headId === null ? "startup" : "resume", after: null };
    this.#cleared.delete(id);
    return { source: "clear", after };
  }

  /** The session replaced another, whose end is reported by then. */
  cleared(id: string, after: Promise<unknown> | null): void {
    this.#cleared.set(id, after);
  }

  /** False: it had not begun here. */
  end(id: string): boolean {
    return this.#begun.delete(id);
  }

  /** Ends them all. */
  endAll(): string[] {
    const ids = [...this.#begun];
    this.#begun.clear();
    return ids;
  }
}

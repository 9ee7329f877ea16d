/** Which sessions have begun in this process, for SessionStart and SessionEnd. */

/** Sessions remembered; the oldest is forgotten, and begins again with its next turn. */
const MOST_SESSIONS = 10_000;

export type StartSource = "startup" | "resume" | "clear";

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
  readonly #cleared = new Set<string>();

  /** Why the session begins with this turn; `null`: it has begun. */
  begin({ id, headId }: StartingSession): StartSource | null {
    if (this.#begun.has(id)) return null;
    if (this.#begun.size >= MOST_SESSIONS) this.#begun.delete(this.#begun.values().next().value!);
    this.#begun.add(id);
    if (this.#cleared.delete(id)) return "clear";
    return headId === null ? "startup" : "resume";
  }

  /** The session came in another's place. */
  cleared(id: string): void {
    this.#cleared.add(id);
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

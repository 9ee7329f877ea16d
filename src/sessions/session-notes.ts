/** Small state that a tool keeps with a session: as custom entries of its transcript, so that it goes where the session goes. */

/** Values are JSON. The last one set under a name counts, whichever turn, engine or process set it. */
export interface SessionNotes {
  /** `undefined`: none was set. */
  get(name: string): unknown;
  /** Kept with the session; in a turn that keeps nothing, until the turn ends. */
  set(name: string, value: unknown): void;
}

export interface SessionNotesOptions {
  /** The value that an earlier turn left. */
  readonly stored: (name: string) => unknown;
  readonly append: (name: string, value: unknown) => void;
}

export function sessionNotes({ stored, append }: SessionNotesOptions): SessionNotes {
  const known = new Map<string, unknown>();
  return {
    get(name) {
      if (!known.has(name)) known.set(name, stored(name));
      return known.get(name);
    },
    set(name, value) {
      known.set(name, value);
      append(name, value);
    },
  };
}

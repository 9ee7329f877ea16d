/** What a kind of cases is: which lines it takes, and how one is played. */

/** One line of a file, parsed. */
export type Case = Readonly<Record<string, unknown>>;

export interface CaseKind {
  /** Whether a case is of this kind, told from its fields. */
  readonly takes: (one: Case) => boolean;
  /** Plays one case; what is wrong as a sentence, `null` when nothing is. May throw. */
  readonly play: (one: Case) => Promise<string | null>;
}

/** One attempt to get out of what a turn may do: a tool call in a lair. */

export interface EscapeAttempt {
  /** Unique for its tool. */
  readonly name: string;
  /** Tandem's name of it. */
  readonly tool: string;
  /** Texts in braces are the lair's. */
  readonly input: Readonly<Record<string, unknown>>;
  /** A part of the result that tells of the refusal; left out where nothing is refused because nothing is there. */
  readonly refusal?: RegExp;
  /** The lair's links are swapped while it runs, and it runs this often, so that a refusal is one outcome of several. */
  readonly races?: number;
}

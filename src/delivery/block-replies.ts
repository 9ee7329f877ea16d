/** Which finished text blocks reach a reader who cannot take anything back (a channel, say). */

/**
 * Holds a block back until it is known to stand: a message that was cut off closes its open block as well. Of a message that
 * is asked for again, blocks that were given already are left out as long as they come again word for word.
 */
export class BlockReplies {
  readonly #deliver: (text: string) => void;
  #ended: string | null = null;
  /** Given for the message that is on its way. */
  #given: string[] = [];
  /** Given for that message before it was taken back, and expected to come again. */
  #earlier: string[] = [];

  constructor(deliver: (text: string) => void) {
    this.#deliver = deliver;
  }

  /** A block has ended; what comes next decides on it. */
  end(text: string): void {
    this.#ended = text;
  }

  /** What ended stands. */
  give(): void {
    const text = this.#ended;
    if (text === null) return;
    this.#ended = null;
    this.#given.push(text);
    if (this.#earlier.shift() === text) return;
    this.#earlier = [];
    this.#deliver(text);
  }

  /** What ended was cut off. */
  drop(): void {
    this.#ended = null;
  }

  /** The message is void, and may come again. */
  takeBack(): void {
    this.#ended = null;
    this.#earlier = [...this.#given, ...this.#earlier];
    this.#given = [];
  }

  /** Another message begins. */
  startStep(): void {
    this.#given = [];
    this.#earlier = [];
  }
}

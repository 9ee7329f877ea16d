/** Messages for a running turn, until its engine takes them. */
import type { UserContent, UserMessage } from "../sessions/message.ts";

/** A message on its way into a turn. */
export interface Letter {
  readonly content: readonly UserContent[];
  /** It has entered the conversation. */
  readonly entered: () => void;
  /**
   * The turn ended before it could enter. `stopped`: it was stopped from outside, and nobody wants it to continue. Settles when the
   * turn that it becomes, if any, has its place before those that wait.
   */
  readonly returned: (stopped: boolean) => Promise<unknown>;
}

/** One for each turn; takes letters only while the turn's model works. Every letter is either taken or given back. */
export class Mailbox {
  #waiting: Letter[] = [];
  #open = false;

  get open(): boolean {
    return this.#open;
  }

  /** The model begins to work. */
  unlock(): void {
    this.#open = true;
  }

  /** False: the turn takes none (any more). */
  put(letter: Letter): boolean {
    if (this.#open) this.#waiting.push(letter);
    return this.#open;
  }

  /** Takes a letter out again; false: it does not wait here (any more). Neither of its callbacks is called. */
  remove(letter: Letter): boolean {
    const left = this.#waiting.filter((other) => other !== letter);
    const found = left.length < this.#waiting.length;
    this.#waiting = left;
    return found;
  }

  /** What waits, in the order it came. The caller brings it into the conversation. */
  take(): UserMessage[] {
    const taken = this.#waiting;
    this.#waiting = [];
    for (const letter of taken) letter.entered();
    return taken.map(({ content }) => ({ role: "user", content }));
  }

  /** No model call follows: gives back what still waits. */
  async close(stopped: boolean): Promise<void> {
    this.#open = false;
    const left = this.#waiting;
    this.#waiting = [];
    await Promise.all(left.map((letter) => letter.returned(stopped)));
  }
}

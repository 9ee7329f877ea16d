/** Keeps the beginning and the end of a text of any length. */
import { stripVTControlCharacters } from "node:util";

export class BoundedText {
  readonly #headChars: number;
  readonly #tailChars: number;
  #head = "";
  #tail = "";
  #dropped = 0;

  constructor(headChars: number, tailChars: number) {
    this.#headChars = headChars;
    this.#tailChars = tailChars;
  }

  append(text: string): void {
    const room = this.#headChars - this.#head.length;
    if (room > 0) this.#head += text.slice(0, room);
    this.#tail += text.slice(Math.max(0, room));
    // Cut only now and then: cutting on every append would copy the tail each time.
    if (this.#tail.length > this.#tailChars * 2) this.#cutTail();
  }

  /** The last characters so far, without terminal control codes. */
  latest(chars: number): string {
    const text = this.#tail.length >= chars ? this.#tail : this.#head + this.#tail;
    return stripVTControlCharacters(text.slice(-chars));
  }

  /** The whole, or its beginning and end with a note between them; without terminal control codes. */
  toString(): string {
    this.#cutTail();
    if (this.#dropped === 0) return stripVTControlCharacters(this.#head + this.#tail);
    const note = `\n[… ${this.#dropped} characters left out …]\n`;
    return stripVTControlCharacters(this.#head) + note + stripVTControlCharacters(this.#tail);
  }

  #cutTail(): void {
    const over = this.#tail.length - this.#tailChars;
    if (over <= 0) return;
    // A whole line at its start where that costs little.
    const lineEnd = this.#tail.indexOf("\n", over - 1);
    const from = lineEnd >= 0 && lineEnd < over + 1_000 ? lineEnd + 1 : over;
    this.#tail = this.#tail.slice(from);
    this.#dropped += from;
  }
}

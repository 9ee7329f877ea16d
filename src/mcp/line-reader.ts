/** Cuts a stream into lines, of which none may grow without end. */
import { StringDecoder } from "node:string_decoder";

/** Longest message of a server, in characters; a large image as base64 stays well below. */
export const MAX_MESSAGE_CHARS = 64 * 1024 * 1024;

export class LineReader {
  readonly #decoder = new StringDecoder("utf8");
  readonly #onLine: (line: string) => void;
  readonly #onTooLong: () => void;
  /** Parts of a line whose end has not come. */
  #open: string[] = [];
  #openChars = 0;

  /** `onTooLong` is called at most once; nothing follows. */
  constructor(onLine: (line: string) => void, onTooLong: () => void) {
    this.#onLine = onLine;
    this.#onTooLong = onTooLong;
  }

  push(chunk: Buffer): void {
    if (this.#openChars > MAX_MESSAGE_CHARS) return;
    const parts = this.#decoder.write(chunk).split("\n");
    for (const part of parts.slice(0, -1)) this.#onLine(this.#take(part));
    const rest = parts.at(-1)!;
    this.#open.push(rest);
    this.#openChars += rest.length;
    if (this.#openChars > MAX_MESSAGE_CHARS) {
      this.#open = [];
      this.#onTooLong();
    }
  }

  #take(end: string): string {
    const line = this.#open.join("") + end;
    this.#open = [];
    this.#openChars = 0;
    return line;
  }
}

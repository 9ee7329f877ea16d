/** Makes what is pasted on a terminal one line, so that the second line of a key is not taken for the next answer. */
import { Transform, type TransformCallback, type Writable } from "node:stream";
import type { CliIo } from "../io.ts";

const START = "\u001b[200~";
const END = "\u001b[201~";

/** Input without the signs of a paste, whose line breaks become spaces. Looks like the terminal it reads from. */
export class PasteAsOneLine extends Transform {
  readonly isTTY: boolean;
  readonly #stdin: CliIo["stdin"];
  readonly #output: Writable;
  #pasting = false;
  /** The beginning of a sign whose rest has not come yet. */
  #carried = "";

  constructor(stdin: CliIo["stdin"], output: Writable) {
    super();
    this.#stdin = stdin;
    this.#output = output;
    this.isTTY = stdin.isTTY === true;
  }

  /** Begins to read, and asks the terminal to mark what is pasted. `stop` gives the input back. */
  start(): { stop(): void } {
    this.#output.write("\u001b[?2004h");
    this.#stdin.pipe(this);
    return {
      stop: () => {
        this.#stdin.unpipe(this);
        this.#stdin.pause();
        this.#output.write("\u001b[?2004l");
      },
    };
  }

  setRawMode(raw: boolean): this {
    const { setRawMode } = this.#stdin as { setRawMode?: (raw: boolean) => unknown };
    setRawMode?.call(this.#stdin, raw);
    return this;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let rest = this.#carried + chunk.toString("latin1");
    this.#carried = "";
    let out = "";
    while (rest !== "") {
      const sign = this.#pasting ? END : START;
      const at = rest.indexOf(sign);
      const kept = at === -1 ? beginningAtEnd(rest, sign, this.#pasting ? 1 : 2) : 0;
      const part = at === -1 ? rest.slice(0, rest.length - kept) : rest.slice(0, at);
      out += this.#pasting ? part.replace(/[\r\n]+/g, " ") : part;
      if (at === -1) {
        this.#carried = rest.slice(rest.length - kept);
        break;
      }
      this.#pasting = !this.#pasting;
      rest = rest.slice(at + sign.length);
    }
    done(null, Buffer.from(out, "latin1"));
  }
}

/** How many characters at the end of the text may begin the sign. Outside a paste Escape alone is a key of its own: `least` is 2. */
function beginningAtEnd(text: string, sign: string, least: number): number {
  for (let length = sign.length - 1; length >= least; length -= 1)
    if (text.endsWith(sign.slice(0, length))) return length;
  return 0;
}

/**
 * Takes terminal sequences out of a text: colours, cursor movement, titles, hyperlinks. Linear in the text, whatever it holds: output of a
 * command may consist of beginnings of sequences only. What begins one and does not end it stays, to be shown as a sign.
 */
export function stripSequences(text: string): string {
  if (!/[\u001b\u0080-\u009f]/.test(text)) return text;
  const ends = new Ends(text);
  let kept = "";
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const end = endOfSequence(text, at, ends);
    if (end === null) {
      at++;
      continue;
    }
    kept += text.slice(from, at);
    at = end;
    from = end;
  }
  return kept + text.slice(from);
}

const ESC = 0x1b;
/** One-character forms of `ESC [` and of the openings of strings. */
const CSI = 0x9b;
const STRINGS = new Set([0x90, 0x98, 0x9d, 0x9e, 0x9f]);
/** `ESC` and one of these opens a string: `P`, `X`, `]`, `^`, `_`. */
const STRING_OPENINGS = new Set([0x50, 0x58, 0x5d, 0x5e, 0x5f]);

/** Where the sequence that begins at `at` is over; `null`: none begins there, or it has no end. */
function endOfSequence(text: string, at: number, ends: Ends): number | null {
  const code = text.charCodeAt(at);
  if (code === CSI) return endOfControl(text, at + 1);
  if (STRINGS.has(code)) return ends.after(at + 1);
  if (code !== ESC) return null;
  const next = text.charCodeAt(at + 1);
  if (next === 0x5b) return endOfControl(text, at + 2);
  if (STRING_OPENINGS.has(next)) return ends.after(at + 2);
  // Two characters, with intermediate ones between them.
  let end = at + 1;
  while (inRange(text.charCodeAt(end), 0x20, 0x2f) && end - at < MAX_CONTROL) end++;
  return inRange(text.charCodeAt(end), 0x30, 0x7e) ? end + 1 : null;
}

/** Characters of a control sequence; a longer one is none. */
const MAX_CONTROL = 256;

/** Parameters, intermediate characters and a final one. */
function endOfControl(text: string, from: number): number | null {
  let at = from;
  while (inRange(text.charCodeAt(at), 0x30, 0x3f) && at - from < MAX_CONTROL) at++;
  while (inRange(text.charCodeAt(at), 0x20, 0x2f) && at - from < MAX_CONTROL) at++;
  return inRange(text.charCodeAt(at), 0x40, 0x7e) ? at + 1 : null;
}

function inRange(code: number, low: number, high: number): boolean {
  return code >= low && code <= high;
}

/** Finds where strings end (`BEL`, `ESC \\`, or its one-character form). Asked for rising places, it looks at each character once. */
class Ends {
  readonly #text: string;
  #found = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** The place behind the first end from `from` on; `null`: there is none. */
  after(from: number): number | null {
    if (this.#found < from) this.#found = this.#search(from);
    if (this.#found === this.#text.length) return null;
    return this.#found + (this.#text.charCodeAt(this.#found) === ESC ? 2 : 1);
  }

  #search(from: number): number {
    for (let at = from; at < this.#text.length; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === 0x07 || code === 0x9c || (code === ESC && this.#text[at + 1] === "\\")) return at;
    }
    return this.#text.length;
  }
}

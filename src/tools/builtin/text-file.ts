/** Reads text files, telling text from bytes. */
import { TandemError } from "../../kernel/errors.ts";

/** Bytes looked at to tell a binary file. */
const SAMPLE = 8_192;

/** Whether these bytes are no text. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, SAMPLE).includes(0);
}

/** Decodes UTF-8 without losing anything: a byte order mark stays, invalid bytes are refused. */
export function decodeExactly(bytes: Uint8Array, shown: string): string {
  if (isBinary(bytes)) throw new TandemError({ code: "tool_error", message: `${shown} is a binary file.` });
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    const message = `${shown} is not valid UTF-8, so it cannot be edited as text without damage.`;
    throw new TandemError({ code: "tool_error", message, cause });
  }
}

/** `1 line`, `2 lines`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Lines in a text, where a last line without an end counts. */
export function lineCount(text: string): number {
  if (text === "") return 0;
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

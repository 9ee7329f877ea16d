/** Takes a range of lines out of a file of any size without holding more than that range. */
import type { FileHandle } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";

export interface LineWindow {
  readonly lines: readonly string[];
  /** Lines in the file; `null` when reading stopped before its end. */
  readonly total: number | null;
  /** Whether lines of the range were cut at `maxLineChars`. */
  readonly cutLines: boolean;
  /** Whether the range was ended early by `maxChars`. */
  readonly full: boolean;
}

export interface LineRange {
  /** First line, from 1. */
  readonly offset: number;
  readonly limit: number;
  readonly maxLineChars: number;
  /** Characters of the whole window. */
  readonly maxChars: number;
  /** Bytes after which counting the remaining lines is given up. */
  readonly maxScanBytes: number;
}

const CHUNK = 65_536;

/** Reads the range; lines end with `\n` or `\r\n`, and a byte order mark is left out. */
export async function readLineWindow(
  handle: FileHandle,
  range: LineRange,
  signal: AbortSignal,
): Promise<LineWindow> {
  const decoder = new StringDecoder("utf8");
  const buffer = Buffer.allocUnsafe(CHUNK);
  const lines: string[] = [];
  let line = "";
  let lineChars = 0;
  let number = 1;
  let chars = 0;
  let cutLines = false;
  let full = false;
  let scanned = 0;

  const wanted = () => !full && number >= range.offset && lines.length < range.limit;
  const append = (part: string) => {
    lineChars += part.length;
    if (wanted() && line.length < range.maxLineChars) line += part.slice(0, range.maxLineChars - line.length);
  };
  const endLine = () => {
    if (wanted()) {
      const text = line.endsWith("\r") ? line.slice(0, -1) : line;
      full = chars + text.length > range.maxChars && lines.length > 0;
      if (!full) {
        chars += text.length + 1;
        cutLines ||= lineChars > range.maxLineChars;
        lines.push(text);
      }
    }
    number += 1;
    line = "";
    lineChars = 0;
  };

  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await handle.read(buffer, 0, CHUNK, null);
    const text = bytesRead === 0 ? decoder.end() : decoder.write(buffer.subarray(0, bytesRead));
    const parts = (scanned === 0 ? text.replace(/^\uFEFF/, "") : text).split("\n");
    for (const [index, part] of parts.entries()) {
      if (index > 0) endLine();
      append(part);
    }
    scanned += bytesRead;
    if (bytesRead === 0) break;
    const satisfied = full || lines.length >= range.limit;
    if (satisfied && scanned >= range.maxScanBytes) return { lines, total: null, cutLines, full };
  }
  if (lineChars > 0) endLine();
  return { lines, total: number - 1, cutLines, full };
}

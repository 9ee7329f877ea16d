/** Reads a file that is in the system prompt. */
import type { FileHandle } from "node:fs/promises";
import { openInside } from "../safety/open.ts";
import type { PathScope } from "../safety/scope.ts";
import { joinCut, keptChars } from "./cut-text.ts";

/** A file for the system prompt, before it is cut. */
export interface BootstrapFile {
  /** As shown in the prompt (`AGENTS.md`). */
  readonly name: string;
  /** Absolute real path; `null` where the text is not that of a file. */
  readonly path: string | null;
  readonly text: string;
  /** Set for a file so large that only its beginning and end were read: its length, in bytes. */
  readonly rawChars?: number;
}

/** Bytes of a file of which only beginning and end are read. */
const LARGE_BYTES = 1024 * 1024;
const MOST_BYTES_A_CHAR = 4;

/** Rejects with TandemError `path_denied` or `tool_error`, or an Error of one sentence. */
export async function readBootstrapFile(
  name: string,
  scope: PathScope,
  maxChars: number,
): Promise<BootstrapFile> {
  const file = await openInside(name, scope);
  try {
    const { handle, path, stats } = file;
    if (stats.size > LARGE_BYTES) {
      return { name, path, text: await readEnds(handle, stats.size, name, maxChars), rawChars: stats.size };
    }
    return { name, path, text: decode(await readAt(handle, 0, stats.size)) };
  } finally {
    await file.close();
  }
}

async function readEnds(handle: FileHandle, size: number, name: string, maxChars: number): Promise<string> {
  const kept = keptChars(maxChars);
  const [first, last] = await Promise.all([
    readAt(handle, 0, kept.head * MOST_BYTES_A_CHAR),
    readAt(handle, size - kept.tail * MOST_BYTES_A_CHAR, kept.tail * MOST_BYTES_A_CHAR),
  ]);
  const head = whole(decode(first, true).slice(0, kept.head));
  const tail = whole(decode(withoutBrokenStart(last)).slice(-kept.tail));
  return joinCut(head, tail, `the middle of ${size} bytes is`, name);
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await handle.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}

/** `partial`: the end may be within a character. A byte order mark is left out. */
function decode(bytes: Uint8Array, partial = false): string {
  if (bytes.includes(0)) throw new Error("It is a binary file.");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: partial });
  } catch {
    throw new Error("It is not valid UTF-8 text.");
  }
}

function withoutBrokenStart(bytes: Buffer): Buffer {
  let start = 0;
  while (start < MOST_BYTES_A_CHAR && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
  return bytes.subarray(start);
}

/** Without halves of surrogate pairs at its ends. */
function whole(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "");
}

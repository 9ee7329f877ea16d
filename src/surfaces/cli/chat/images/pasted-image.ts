/** Image files that are dropped on the terminal or pasted as a path: terminals then type the path of the file. */
import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sniffImage } from "../../../../context/fit-image.ts";
import { blockedName } from "../../../../safety/blocked.ts";
import type { AttachedImage } from "./attachments.ts";

const MAX_BYTES = 64 * 1024 * 1024;
const IMAGE_FILE = /\.(?:png|jpe?g|gif|webp)$/i;

/** The path that a pasted text is, when it is that of an image and nothing else: quoted, with escaped spaces, or a `file://` URL. */
export function pastedImagePath(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === "" || /[\n\r]/.test(trimmed)) return null;
  const quoted = /^(["'])(.*)\1$/.exec(trimmed)?.[2];
  const plain = quoted ?? trimmed.replace(/\\(.)/g, "$1");
  if (!IMAGE_FILE.test(plain)) return null;
  if (plain.startsWith("file://")) {
    try {
      return fileURLToPath(plain);
    } catch {
      return null;
    }
  }
  if (plain.startsWith("~/")) return join(homedir(), plain.slice(2));
  // A name in the text is a mention; only a whole path says that a file was meant.
  return isAbsolute(plain) ? plain : null;
}

/** The image in a file; `null`: it is none, or cannot be read. */
export async function readImageFile(
  path: string,
): Promise<(AttachedImage & { readonly name: string }) | null> {
  try {
    if (blockedName(await realpath(path)) !== null) return null;
    const bytes = await wholeFile(path);
    if (bytes === null) return null;
    const mimeType = sniffImage(bytes);
    return mimeType === null ? null : { data: bytes.toString("base64"), mimeType, name: basename(path) };
  } catch {
    return null;
  }
}

/** `null`: it is no file, or too large. A pipe is not waited for, and a device not read without end. */
async function wholeFile(path: string): Promise<Buffer | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    if (!stats.isFile() || stats.size > MAX_BYTES) return null;
    const bytes = Buffer.alloc(stats.size);
    const { bytesRead } = await file.read(bytes, 0, stats.size, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

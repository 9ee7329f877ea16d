/** Reads the images of a turn: those the caller names, and those the prompt speaks of. */
import { readFile, realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { TandemError } from "../kernel/errors.ts";
import type { ImageInput } from "../kernel/request.ts";
import { openInside } from "../safety/open.ts";
import type { PathScope } from "../safety/scope.ts";
import type { ImageBlock, UserContent } from "../sessions/message.ts";
import { fitImage } from "./fit-image.ts";
import { imageReferences } from "./image-references.ts";

export interface PromptImagesOptions extends PathScope {
  readonly prompt: string;
  /** Named by the caller: may be anywhere the process can read; relative paths start at the workspace. */
  readonly images?: readonly ImageInput[];
}

export interface PromptImages {
  /** The prompt's text as it was (left out when empty), then the caller's images, then the prompt's own, in order. */
  readonly content: readonly UserContent[];
  /** What the prompt names and was left as text, with the reason; one sentence each. */
  readonly notes: readonly string[];
}

/** Bytes of a file above which it is not read as an image. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/**
 * Makes the content of the user message. Each file enters once, resized where it is too large. Images the prompt names must
 * be in the scope's folders. Throws TandemError `image_unreadable` with field `images[n]` for an image of the caller.
 */
export async function loadPromptImages(options: PromptImagesOptions): Promise<PromptImages> {
  const { prompt, images = [] } = options;
  const content: UserContent[] = prompt === "" ? [] : [{ type: "text", text: prompt }];
  const notes: string[] = [];
  const seen = new Set<string>();
  for (const [index, image] of images.entries()) {
    const block = await callerImage(image, `images[${index}]`, options, seen);
    if (block !== null) content.push(block);
  }
  for (const reference of imageReferences(prompt)) {
    try {
      const block = await referencedImage(reference.path, options, seen);
      if (block !== null) content.push(block);
    } catch (error) {
      // A bare word that looks like a file name often is one that does not exist yet.
      if (reference.explicit) notes.push(`${reference.path} was left as text: ${reasonOf(error)}`);
    }
  }
  return { content, notes };
}

async function callerImage(
  image: ImageInput,
  field: string,
  { workspaceDir }: PathScope,
  seen: Set<string>,
): Promise<ImageBlock | null> {
  try {
    if ("data" in image) return await fitImage(decodeBase64(image.data));
    const path = await realpath(resolve(workspaceDir, plainPath(image.path)));
    const stats = await stat(path);
    if (!stats.isFile()) throw new Error("it is not a file.");
    if (stats.size > MAX_FILE_BYTES) throw new Error("it is over 64 MB.");
    return once(path, seen) ? await fitImage(await readFile(path)) : null;
  } catch (cause) {
    if (TandemError.isInstance(cause)) throw cause;
    const name = "path" in image ? image.path : field;
    throw new TandemError({
      code: "image_unreadable",
      field,
      message: `The image ${name} cannot be read: ${reasonOf(cause)}`,
      remediation: "Give the path of a png, jpeg, gif or webp file, or its bytes as base64.",
      cause,
    });
  }
}

async function referencedImage(
  path: string,
  scope: PathScope,
  seen: Set<string>,
): Promise<ImageBlock | null> {
  const file = await openInside(plainPath(path), scope);
  try {
    if (file.stats.size > MAX_FILE_BYTES) throw new Error("it is over 64 MB.");
    return once(file.path, seen) ? await fitImage(await file.handle.readFile()) : null;
  } finally {
    await file.close();
  }
}

function once(path: string, seen: Set<string>): boolean {
  if (seen.has(path)) return false;
  seen.add(path);
  return true;
}

/** Resolves what a shell or a browser would: `file://` and `~/`. */
function plainPath(path: string): string {
  if (/^file:\/\//i.test(path)) return fileURLToPath(path);
  return path.startsWith("~/") ? join(homedir(), path.slice(2)) : path;
}

function decodeBase64(data: string): Buffer {
  const base64 = data.replace(/^data:[\w/+.-]+;base64,/, "").replace(/\s+/g, "");
  // `Buffer.from` skips what it does not know, so that any text would give some bytes.
  if (base64 === "" || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) throw new Error("its data is not base64.");
  return Buffer.from(base64, "base64");
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") return "the file does not exist.";
  if (code === "EACCES" || code === "EPERM") return "the system denies permission.";
  return message.endsWith(".") ? message : `${message}.`;
}

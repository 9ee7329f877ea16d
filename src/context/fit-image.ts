/** Brings one image into what every provider takes. */
import { packageMissing } from "../kernel/packages.ts";
import type { ImageBlock } from "../sessions/message.ts";

/** Longest side in pixels. */
export const MAX_IMAGE_SIDE = 2000;
/** Largest size in bytes as it is sent (base64). */
export const MAX_IMAGE_BYTES = 5 * 1024 * 1024;

/** What an image has to fit into. */
export interface ImageLimits {
  /** Longest side in pixels. */
  readonly side: number;
  /** Bytes as sent (base64). */
  readonly bytes: number;
}

const PROVIDER_LIMITS: ImageLimits = { side: MAX_IMAGE_SIDE, bytes: MAX_IMAGE_BYTES };
const JPEG_QUALITIES = [85, 70, 50] as const;
/** Sides to try, as shares of the limit. */
const SCALES = [1, 0.7, 0.5, 0.35] as const;

/** The type an image's first bytes show; `null` when they are none of the four that models take. */
export function sniffImage(bytes: Uint8Array): ImageBlock["mimeType"] | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16)).toString("latin1");
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) return "image/gif";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "image/webp";
  return null;
}

/**
 * The image as a block: unchanged when it is at most {@link MAX_IMAGE_SIDE} pixels and {@link MAX_IMAGE_BYTES}, otherwise
 * resized and, if that is not enough, compressed. Throws for bytes that are no readable png, jpeg, gif or webp.
 */
export async function fitImage(bytes: Buffer, limits: ImageLimits = PROVIDER_LIMITS): Promise<ImageBlock> {
  const mimeType = sniffImage(bytes);
  if (mimeType === null) throw new Error("not a png, jpeg, gif or webp image");
  const sharp = await loadSharp();
  const { width, height } = await sharp(bytes).metadata();
  if (Math.max(width, height) <= limits.side && fits(bytes, limits)) return blockOf(mimeType, bytes);
  for (const scale of SCALES) {
    const side = Math.round(limits.side * scale);
    const scaled = sharp(bytes)
      .autoOrient()
      .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true });
    // Drawings and screenshots stay sharp, and often smaller, as PNG; photographs go to JPEG.
    if (mimeType !== "image/jpeg") {
      const png = await scaled.clone().png().toBuffer();
      if (fits(png, limits)) return blockOf("image/png", png);
    }
    for (const quality of JPEG_QUALITIES) {
      const jpeg = await scaled.clone().flatten({ background: "#ffffff" }).jpeg({ quality }).toBuffer();
      if (fits(jpeg, limits)) return blockOf("image/jpeg", jpeg);
    }
  }
  throw new Error("the image could not be made small enough");
}

/** Throws TandemError `package_missing`: an installation may leave it out. */
async function loadSharp() {
  try {
    return (await import("sharp")).default;
  } catch (cause) {
    throw packageMissing("sharp", "Reading an image", cause);
  }
}

function fits(bytes: Buffer, limits: ImageLimits): boolean {
  return Math.ceil(bytes.length / 3) * 4 <= limits.bytes;
}

function blockOf(mimeType: string, bytes: Buffer): ImageBlock {
  return { type: "image", mimeType, data: bytes.toString("base64") };
}

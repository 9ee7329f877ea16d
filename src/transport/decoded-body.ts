/** Undoes a compression nobody asked for. */
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import type { HttpAnswer } from "./http-client.ts";

const DECODERS = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
  zstd: createZstdDecompress,
} as const;

/** The body as it was before compression. Identity is asked for; some gateways compress all the same. */
export function decodedBody(answer: HttpAnswer): Readable {
  const encoding = String(answer.headers["content-encoding"] ?? "").toLowerCase();
  if (!Object.hasOwn(DECODERS, encoding)) return answer.body;
  const decoder = DECODERS[encoding as keyof typeof DECODERS]();
  answer.body.once("error", (error) => decoder.destroy(error));
  // A decoder that fails takes the connection with it.
  decoder.once("error", () => answer.body.destroy());
  return answer.body.pipe(decoder);
}

/** Undoes a compression nobody asked for. */
import type { Readable } from "node:stream";
// As a whole: a name that an old Node does not have would keep Tandem from saying which one it needs.
import * as zlib from "node:zlib";
import type { HttpAnswer } from "./http-client.ts";

const DECODERS = {
  gzip: zlib.createGunzip,
  "x-gzip": zlib.createGunzip,
  br: zlib.createBrotliDecompress,
  deflate: zlib.createInflate,
  zstd: zlib.createZstdDecompress,
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

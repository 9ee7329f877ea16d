/** Entries as rows: what every entry has is in columns, the rest is JSON, images are kept apart by content hash. */
import { createHash } from "node:crypto";
import type { Entry, EntryDraft } from "../entry.ts";
import type { ImageBlock, UserContent } from "../message.ts";

/** The columns of {@link EntryRow}, in its order. */
export const ENTRY_COLUMNS = "seq, id, parent_id, run_id, type, created_at, body";

/** A row as a tuple: for a session of ten thousand entries that saves a fifth of the time over objects. */
export type EntryRow = readonly [
  seq: number,
  id: string,
  parentId: string | null,
  runId: string | null,
  type: string,
  createdAt: number,
  body: string,
];

/** An image's bytes under their hash. */
export interface Blob {
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** What is in the JSON instead of an image. */
interface BlobReference {
  readonly type: "image";
  readonly mimeType: string;
  readonly blob: string;
}

/** The JSON of a draft and the images it refers to. */
export function encodeDraft(draft: EntryDraft): { readonly body: string; readonly blobs: readonly Blob[] } {
  const { id: _id, type: _type, runId: _runId, ...rest } = draft;
  if (!("message" in rest) || rest.message.role === "assistant")
    return { body: JSON.stringify(rest), blobs: [] };
  const blobs: Blob[] = [];
  const content = rest.message.content.map((block) =>
    block.type === "image" ? detach(block, blobs) : block,
  );
  return { body: JSON.stringify({ ...rest, message: { ...rest.message, content } }), blobs };
}

/** The entry of a row; `base64Of` gives an image's bytes. */
export function decodeRow(sessionId: string, row: EntryRow, base64Of: (sha256: string) => string): Entry {
  const [seq, id, parentId, runId, type, createdAt, json] = row;
  const body = JSON.parse(json);
  if (type === "user" || type === "tool_result") attach(body.message, base64Of);
  return { ...body, id, sessionId, seq, parentId, runId, createdAt, type };
}

function detach(image: ImageBlock, blobs: Blob[]): ImageBlock | BlobReference {
  const bytes = Buffer.from(image.data, "base64");
  // Base64 of another spelling (unpadded, broken into lines) would not come back as it was: it stays in the JSON.
  if (bytes.toString("base64") !== image.data) return image;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  blobs.push({ sha256, bytes });
  const { data: _data, ...rest } = image;
  return { ...rest, blob: sha256 };
}

function attach(
  message: { content: (UserContent | BlobReference)[] },
  base64Of: (sha256: string) => string,
): void {
  for (const [index, block] of message.content.entries()) {
    if (block.type !== "image" || !("blob" in block)) continue;
    const { blob, ...rest } = block;
    message.content[index] = { ...rest, data: base64Of(blob) };
  }
}

/** What of a tool's output is in events: enough to follow a run, and never the bulk. The transcript and the model get the whole. */
import type { UserContent } from "../sessions/message.ts";

/** Most characters of an output in one event, all its texts together, and of an error. */
export const MAX_OUTPUT_CHARS = 8_000;
export const MAX_ERROR_CHARS = 400;

/** The same object when there is nothing to cut. Images give way to a line that says how large they are. */
export function eventOutput(content: readonly UserContent[], isError: boolean): readonly UserContent[] {
  const limit = isError ? MAX_ERROR_CHARS : MAX_OUTPUT_CHARS;
  let size = 0;
  for (const block of content) size += block.type === "text" ? block.text.length : Number.POSITIVE_INFINITY;
  if (size <= limit) return content;
  const texts = content.map((block) =>
    block.type === "text"
      ? block.text
      : `[${block.mimeType}, ${Buffer.byteLength(block.data, "base64")} bytes]`,
  );
  const total = texts.reduce((sum, text) => sum + text.length, 0);
  if (total <= limit) return texts.map((text) => ({ type: "text", text }));
  const note = `\n… (${total} characters in all)`;
  let left = limit - note.length;
  const kept: UserContent[] = [];
  for (const text of texts) {
    const piece = whole(text.slice(0, left));
    left -= piece.length;
    if (piece !== "") kept.push({ type: "text", text: piece });
    if (left <= 0) break;
  }
  const last = kept.pop();
  return [...kept, { type: "text", text: `${last?.type === "text" ? last.text : ""}${note}` }];
}

/** Without half of a surrogate pair at its end. */
function whole(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}

/** Stage after execution: makes a result well-formed and keeps it within what a transcript and a model can bear. */
import { fitImage } from "../../context/fit-image.ts";
import { TandemError } from "../../kernel/errors.ts";
import type { ImageBlock, TextBlock, UserContent } from "../../sessions/message.ts";
import type { ToolOutput } from "../tool.ts";
import type { Finisher } from "./stage.ts";

/** Most characters of text in one result, all its text blocks together. */
export const MAX_RESULT_CHARS = 400_000;
/** Most images in one result. Providers refuse a request with more than 100. */
export const MAX_RESULT_IMAGES = 20;
/** Most blocks in one result; further texts are one block. */
export const MAX_RESULT_BLOCKS = 200;
/** Characters of `details` as JSON above which they are left out. */
const MAX_DETAILS_CHARS = 200_000;

/** Drops blocks of unknown shape, says so when nothing is left. */
export const shape: Finisher = (output) => {
  const content = Array.isArray(output?.content) ? output.content.filter(isContent) : [];
  const filled: readonly UserContent[] =
    content.length > 0 ? content : [{ type: "text", text: "(no output)" }];
  return { content: filled, isError: output?.isError === true, ...detailsOf(output?.details) };
};

/** Cuts text over {@link MAX_RESULT_CHARS} at a line end and notes how much is missing. */
export const limitText: Finisher = (output) => {
  let left = MAX_RESULT_CHARS;
  let dropped = 0;
  const content: UserContent[] = [];
  for (const block of output.content) {
    if (block.type !== "text") {
      content.push(block);
      continue;
    }
    const kept = cutAtLineEnd(block.text, left);
    dropped += block.text.length - kept.length;
    left -= kept.length;
    if (kept !== "" || block.text === "") content.push({ ...block, text: kept });
  }
  if (dropped === 0) return output;
  const note = `[Result cut: ${dropped} more characters were left out. Ask for less at a time.]`;
  return { ...output, content: [...content, { type: "text", text: note }] };
};

/**
 * Keeps the first images, and joins the texts of a result that came in very many pieces. What is left out is named. Before images are
 * looked at: each takes time.
 */
export const limitBlocks: Finisher = (output) => {
  const images = output.content.filter((block) => block.type === "image").length;
  if (images <= MAX_RESULT_IMAGES && output.content.length <= MAX_RESULT_BLOCKS) return output;
  let left = MAX_RESULT_IMAGES;
  const kept = output.content.filter((block) => block.type !== "image" || left-- > 0);
  const head = kept.slice(0, MAX_RESULT_BLOCKS);
  const rest = kept.slice(MAX_RESULT_BLOCKS);
  const texts = rest.flatMap((block) => (block.type === "text" ? [block.text] : []));
  const late = images - head.filter((block) => block.type === "image").length;
  const note = late > 0 ? [`[${late} more images were left out. Ask for fewer at a time.]`] : [];
  const tail = [...(texts.length === 0 ? [] : [texts.join("\n")]), ...note];
  return { ...output, content: [...head, ...tail.map((text): UserContent => ({ type: "text", text }))] };
};

/** Resizes images beyond what providers take; one that cannot be read is replaced by a note. */
export const fitImages: Finisher = async (output) => {
  if (!output.content.some((block) => block.type === "image")) return output;
  const content = await Promise.all(
    output.content.map(async (block): Promise<UserContent> => {
      if (block.type !== "image") return block;
      try {
        return await fitImage(Buffer.from(block.data, "base64"));
      } catch (error) {
        const why = TandemError.isInstance(error) ? ` ${error.message}` : "";
        return { type: "text", text: `[An image of this result could not be read and was left out.${why}]` };
      }
    }),
  );
  return { ...output, content };
};

/** The longest beginning within `limit` characters that ends with a line, or the bare cut when its last line is very long. */
function cutAtLineEnd(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const lineEnd = text.lastIndexOf("\n", limit - 1);
  if (lineEnd >= limit * 0.8) return text.slice(0, lineEnd + 1);
  // Never between the halves of a surrogate pair.
  const cut = /[\uD800-\uDBFF]/.test(text[limit - 1] ?? "") ? limit - 1 : limit;
  return text.slice(0, Math.max(0, cut));
}

function isContent(block: unknown): block is TextBlock | ImageBlock {
  if (typeof block !== "object" || block === null || !("type" in block)) return false;
  if (block.type === "text") return typeof (block as TextBlock).text === "string";
  const image = block as ImageBlock;
  return block.type === "image" && typeof image.data === "string" && typeof image.mimeType === "string";
}

/** Details travel in events, so they must survive JSON. */
function detailsOf(details: unknown): Pick<ToolOutput, "details"> {
  if (details === undefined) return {};
  try {
    const json = JSON.stringify(details);
    return json === undefined || json.length > MAX_DETAILS_CHARS ? {} : { details: JSON.parse(json) };
  } catch {
    return {};
  }
}

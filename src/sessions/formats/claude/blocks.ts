/** Content blocks of Claude Code's session file, from and to Tandem's. */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { AssistantContent, AssistantMessage, UserContent } from "../../message.ts";

const text = z.looseObject({ type: z.literal("text"), text: z.string() });
const image = z.looseObject({
  type: z.literal("image"),
  source: z.looseObject({ type: z.literal("base64"), media_type: z.string(), data: z.string() }),
});
const thinking = z.looseObject({
  type: z.literal("thinking"),
  thinking: z.string(),
  signature: z.string().optional(),
});
const redacted = z.looseObject({ type: z.literal("redacted_thinking"), data: z.string() });
const toolUse = z.looseObject({
  type: z.literal("tool_use"),
  id: z.string(),
  name: z.string(),
  input: z.record(z.string(), z.unknown()).catch({}),
});
/** A block that an entry has no place for. */
const other = z
  .looseObject({ type: z.string() })
  .transform(({ type }) => ({ type: "other" as const, of: type }));

const said = z.array(z.union([text, image, other]));
const contentOf = <T extends z.ZodType>(blocks: T) =>
  z.union([z.string().transform((value) => [{ type: "text" as const, text: value }]), blocks]);

const toolResult = z.looseObject({
  type: z.literal("tool_result"),
  tool_use_id: z.string(),
  content: contentOf(said).optional(),
  is_error: z.boolean().nullish(),
});

export const promptContent = contentOf(z.array(z.union([text, image, toolResult, other])));
export const answerContent = contentOf(z.array(z.union([text, thinking, redacted, toolUse, other])));

export type PromptBlock = z.output<typeof promptContent>[number];
export type AnswerBlock = z.output<typeof answerContent>[number];
export type ResultBlock = Extract<PromptBlock, { type: "tool_result" }>;

/** Text and images; whatever else there is goes to `unknown` by its type. */
export function readSaid(blocks: readonly PromptBlock[], unknown: (type: string) => void): UserContent[] {
  return blocks.flatMap((block): UserContent[] => {
    if (block.type === "text") return [{ type: "text", text: block.text }];
    if (block.type === "image") {
      return [{ type: "image", mimeType: block.source.media_type, data: block.source.data }];
    }
    if (block.type === "other") unknown(block.of);
    return [];
  });
}

export function readAnswer(
  blocks: readonly AnswerBlock[],
  unknown: (type: string) => void,
): AssistantContent[] {
  return blocks.flatMap((block) => answerBlock(block, unknown));
}

function answerBlock(block: AnswerBlock, unknown: (type: string) => void): AssistantContent[] {
  switch (block.type) {
    case "text":
      return [{ type: "text", text: block.text }];
    case "thinking": {
      const signature = block.signature ? { signature: block.signature } : {};
      return [{ type: "thinking", text: block.thinking, ...signature }];
    }
    case "redacted_thinking":
      return [{ type: "thinking", text: "", signature: block.data, redacted: true }];
    case "tool_use":
      return [{ type: "tool-call", id: block.id, name: block.name, input: block.input }];
    case "other":
      unknown(block.of);
      return [];
  }
}

export interface Written<T> {
  readonly blocks: readonly object[];
  /** The content itself, where the blocks do not give it back as it is. */
  readonly content?: T;
}

/** What Anthropic's API takes: text without a visible character is left out. */
export function writeSaid(content: readonly UserContent[]): Written<UserContent[]> {
  const blocks = content.flatMap((block): object[] => {
    if (block.type === "text") return block.text.trim() === "" ? [] : [{ type: "text", text: block.text }];
    return [{ type: "image", source: { type: "base64", media_type: block.mimeType, data: block.data } }];
  });
  return whole(
    blocks,
    content,
    readSaid(said.parse(blocks), () => undefined),
  );
}

/** Thinking is in it only where Anthropic's API signed it: any other would be refused. */
export function writeAnswer(
  { content, origin }: AssistantMessage,
  idOf: (callId: string) => string,
): Written<AssistantContent[]> {
  const blocks = content.flatMap((block) => wireBlock(block, origin.api, idOf));
  return whole(
    blocks,
    content,
    readAnswer(answerContent.parse(blocks), () => undefined),
  );
}

function wireBlock(block: AssistantContent, api: string, idOf: (callId: string) => string): object[] {
  switch (block.type) {
    case "text":
      return block.text.trim() === "" ? [] : [{ type: "text", text: block.text }];
    case "thinking": {
      const { signature } = block;
      if (signature === undefined || api !== "anthropic-messages") return [];
      if (block.redacted) return [{ type: "redacted_thinking", data: signature }];
      return [{ type: "thinking", thinking: block.text, signature }];
    }
    case "tool-call":
      return [{ type: "tool_use", id: idOf(block.id), name: block.name, input: block.input }];
  }
}

function whole<T>(blocks: readonly object[], content: readonly T[], readBack: readonly T[]): Written<T[]> {
  return isDeepStrictEqual(readBack, content) ? { blocks } : { blocks, content: [...content] };
}

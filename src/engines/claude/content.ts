/** Anthropic's content blocks, as far as this engine makes or reads them. */
import type { UserContent } from "../../sessions/message.ts";

/** A block on the wire. Only `type` is common to all; the rest is read where it is known. */
export interface WireBlock {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface WireMessage {
  readonly role: "user" | "assistant";
  readonly content: readonly WireBlock[];
}

/** Text and images of a user message or a tool result; text without a visible character is refused by the API and left out. */
export function userBlocks(content: readonly UserContent[]): WireBlock[] {
  const blocks: WireBlock[] = [];
  for (const block of content) {
    if (block.type === "image") {
      blocks.push({
        type: "image",
        source: { type: "base64", media_type: block.mimeType, data: block.data },
      });
    } else if (block.text.trim() !== "") blocks.push({ type: "text", text: block.text });
  }
  return blocks;
}

/** Anthropic takes letters, digits, `_` and `-`, at most 64; other providers' ids are longer and freer. */
export function wireToolId(id: string): string {
  return id.replace(/[^a-zA-Z0-9_-]/g, "_").slice(0, 64);
}

export function toolResultBlock(id: string, content: readonly UserContent[], isError: boolean): WireBlock {
  return {
    type: "tool_result",
    tool_use_id: wireToolId(id),
    content: userBlocks(content),
    ...(isError ? { is_error: true } : {}),
  };
}

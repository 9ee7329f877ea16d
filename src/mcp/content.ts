/** Turns what a server gave for a call into what a model is shown. */
import type { CallToolResult, ContentBlock } from "@modelcontextprotocol/client";
import type { UserContent } from "../sessions/message.ts";
import type { ToolOutput } from "../tools/tool.ts";

const IMAGE_TYPES: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
/** Characters of one resource's text that are taken over; the result as a whole is limited by the runner. */
const MAX_DETAIL_CHARS = 4_000;

/** Structured content stands in for content that is not there: a server that gives both says the same twice. */
export function outputOf(result: CallToolResult): ToolOutput {
  const content = result.content.flatMap(blocksOf);
  const structured = result.structuredContent;
  if (content.length === 0 && structured !== undefined) content.push(text(JSON.stringify(structured)));
  return {
    content,
    ...(result.isError === true ? { isError: true } : {}),
    ...(structured === undefined ? {} : { details: { structuredContent: structured } }),
  };
}

function blocksOf(block: ContentBlock): UserContent[] {
  switch (block.type) {
    case "text":
      return [text(block.text)];
    case "image":
      return [imageOf(block.mimeType, block.data)];
    case "audio":
      return [
        text(
          `[Audio (${block.mimeType}, ${bytesOf(block.data)}) was left out: it cannot be shown to a model.]`,
        ),
      ];
    case "resource_link": {
      const about = [block.title ?? block.name, block.mimeType, block.description].filter(Boolean).join(", ");
      return [text(`[Resource ${block.uri}: ${about.slice(0, MAX_DETAIL_CHARS)}]`)];
    }
    case "resource":
      return resourceOf(block.resource);
    default:
      return [text(`[Content of type ${JSON.stringify((block as { type?: unknown }).type)} was left out.]`)];
  }
}

function resourceOf(resource: Extract<ContentBlock, { type: "resource" }>["resource"]): UserContent[] {
  const type = resource.mimeType ?? "";
  if ("text" in resource) return [text(`[Resource ${resource.uri}${type && `, ${type}`}]\n${resource.text}`)];
  if (IMAGE_TYPES.has(type)) return [text(`[Resource ${resource.uri}]`), imageOf(type, resource.blob)];
  const size = bytesOf(resource.blob);
  return [
    text(`[Resource ${resource.uri} (${type || "unknown type"}, ${size}) was left out: it is not text.]`),
  ];
}

function imageOf(mimeType: string, data: string): UserContent {
  if (IMAGE_TYPES.has(mimeType)) return { type: "image", mimeType, data };
  return text(
    `[An image of type ${mimeType}, ${bytesOf(data)}, was left out: models take PNG, JPEG, GIF and WebP.]`,
  );
}

function bytesOf(base64: string): string {
  return `${Math.floor((base64.length * 3) / 4)} bytes`;
}

function text(value: string): UserContent {
  return { type: "text", text: value };
}

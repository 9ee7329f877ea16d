/** Reads captured Anthropic Messages requests: what the model was really sent, in order, without the engines' packaging. */
import type { CapturedRequest } from "./wire/model-server.ts";

export type WirePart =
  | { readonly kind: "text"; readonly role: string; readonly text: string }
  | { readonly kind: "image"; readonly role: string; readonly data: string; readonly mimeType: string }
  | { readonly kind: "thinking"; readonly role: string; readonly text: string }
  | {
      readonly kind: "tool-call";
      readonly role: string;
      readonly id: string;
      readonly name: string;
      readonly input: unknown;
    }
  | {
      readonly kind: "tool-result";
      readonly role: string;
      readonly id: string;
      readonly isError: boolean;
      readonly text: string;
      readonly images: readonly string[];
    };

/** A body of the Anthropic Messages API, as far as the scenarios look at it. */
export interface WireBody {
  readonly model: string;
  readonly max_tokens?: number;
  readonly stream?: boolean;
  readonly system?: string | readonly WireBlock[];
  readonly messages: readonly {
    readonly role: string;
    readonly content: string | readonly WireBlock[];
    readonly output_config?: { readonly effort?: string };
  }[];
  readonly tools?: readonly {
    readonly name: string;
    readonly description?: string;
    readonly input_schema: Readonly<Record<string, unknown>>;
  }[];
  readonly thinking?: { readonly type: string; readonly budget_tokens?: number };
  readonly output_config?: { readonly effort?: string };
  readonly temperature?: number;
  readonly top_p?: number;
  readonly stop_sequences?: readonly string[];
}

interface WireBlock {
  readonly type: string;
  readonly text?: string;
  readonly thinking?: string;
  readonly id?: string;
  readonly name?: string;
  readonly input?: unknown;
  readonly tool_use_id?: string;
  readonly is_error?: boolean;
  readonly content?: string | readonly WireBlock[];
  readonly source?: { readonly data?: string; readonly media_type?: string };
}

export function bodyOf(request: CapturedRequest | undefined): WireBody {
  if (request === undefined) throw new Error("no such request reached the server");
  return request.body as WireBody;
}

/** Everything in `messages`, flat and in order. */
export function partsOf(request: CapturedRequest | undefined): WirePart[] {
  return bodyOf(request).messages.flatMap((message) =>
    blocks(message.content).map((block) => partOf(message.role, block)),
  );
}

/** The texts of the system prompt's blocks. */
export function systemOf(request: CapturedRequest | undefined): string[] {
  return blocks(bodyOf(request).system ?? []).map((block) => block.text ?? "");
}

export function toolNamesOf(request: CapturedRequest | undefined): string[] {
  return (bodyOf(request).tools ?? []).map((tool) => tool.name).sort();
}

/** Tool results by call id. */
export function resultsOf(
  request: CapturedRequest | undefined,
): Map<string, Extract<WirePart, { kind: "tool-result" }>> {
  const results = partsOf(request).filter((part) => part.kind === "tool-result");
  return new Map(results.map((part) => [part.id, part]));
}

/** A part in one line, for comparing conversations: `user:text:hello`. */
export function lineOf(part: WirePart): string {
  switch (part.kind) {
    case "text":
    case "thinking":
      return `${part.role}:${part.kind}:${part.text}`;
    case "image":
      return `${part.role}:image:${part.data}`;
    case "tool-call":
      return `${part.role}:tool-call:${part.name}:${JSON.stringify(part.input)}`;
    case "tool-result":
      return `${part.role}:tool-result:${part.isError ? "error:" : ""}${part.text}${part.images.map((data) => `:image:${data}`).join("")}`;
  }
}

function blocks(content: string | readonly WireBlock[]): readonly WireBlock[] {
  return typeof content === "string" ? [{ type: "text", text: content }] : content;
}

function partOf(role: string, block: WireBlock): WirePart {
  switch (block.type) {
    case "text":
      return { kind: "text", role, text: block.text ?? "" };
    case "image":
      return {
        kind: "image",
        role,
        data: block.source?.data ?? "",
        mimeType: block.source?.media_type ?? "",
      };
    case "thinking":
      return { kind: "thinking", role, text: block.thinking ?? "" };
    case "tool_use":
      return { kind: "tool-call", role, id: block.id ?? "", name: block.name ?? "", input: block.input };
    case "tool_result": {
      const inner = blocks(block.content ?? []);
      return {
        kind: "tool-result",
        role,
        id: block.tool_use_id ?? "",
        isError: block.is_error === true,
        text: inner.map((item) => item.text ?? "").join(""),
        images: inner.filter((item) => item.type === "image").map((item) => item.source?.data ?? ""),
      };
    }
    default:
      throw new Error(`a block of the unknown type "${block.type}" was sent`);
  }
}

/** What a request of any of the three APIs says, as one line for each part: the same conversation gives the same lines. */
import type { CapturedRequest } from "../wire/model-server.ts";

/** `user: text`, `user: image`, `assistant: text`, `call: name {…}`, `result: text`; system prompt and thinking left out. */
export function conversationOf(request: CapturedRequest): string[] {
  const body = request.body as { readonly messages?: readonly Item[]; readonly input?: readonly Item[] };
  return (body.messages ?? body.input ?? []).flatMap(linesOf);
}

/** Whether the request carries a tool's result. */
export function hasResult(request: CapturedRequest): boolean {
  return conversationOf(request).some((line) => line.startsWith("result: "));
}

/** A message, an item or a block of any of the APIs, as far as it is read here. */
interface Item {
  readonly type?: string;
  readonly role?: string;
  readonly text?: string;
  readonly name?: string;
  readonly input?: unknown;
  readonly arguments?: string;
  readonly output?: string | readonly Item[];
  readonly content?: string | readonly Item[] | null;
  readonly tool_calls?: readonly {
    readonly function: { readonly name: string; readonly arguments: string };
  }[];
}

function linesOf(item: Item): string[] {
  if (item.role === "system" || item.role === "developer") return [];
  if (item.role === "tool") return [`result: ${textOf(item.content)}`];
  if (item.type === "function_call") return [`call: ${item.name} ${item.arguments}`];
  if (item.type === "function_call_output") return [`result: ${textOf(item.output)}`];
  const calls = (item.tool_calls ?? []).map(
    (call) => `call: ${call.function.name} ${call.function.arguments}`,
  );
  return [...blocksOf(item.content).flatMap((block) => blockLines(item.role ?? "", block)), ...calls];
}

function blockLines(role: string, block: Item): string[] {
  switch (block.type) {
    case "text":
    case "input_text":
    case "output_text":
      return [`${role}: ${block.text}`];
    case "image":
    case "image_url":
    case "input_image":
      return [`${role}: image`];
    case "tool_use":
      return [`call: ${block.name} ${JSON.stringify(block.input)}`];
    case "tool_result":
      return [`result: ${textOf(block.content)}`];
    case "thinking":
      return [];
    default:
      throw new Error(`a request holds a block of the unknown type "${block.type}"`);
  }
}

function blocksOf(content: Item["content"] | undefined): readonly Item[] {
  if (typeof content === "string") return content === "" ? [] : [{ type: "text", text: content }];
  return content ?? [];
}

function textOf(content: Item["content"] | undefined): string {
  return blocksOf(content)
    .map((block) => block.text ?? "")
    .join("");
}

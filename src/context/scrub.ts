/**
 * Takes the string with which Anthropic tests refusals out of everything that is sent: whoever can put it into a file or a
 * message could otherwise stop any conversation that reads it. What is stored stays as it was. Pure.
 */
import type { Message, UserContent } from "../sessions/message.ts";

const MARK = "ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL";
const WHOLE = /ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL(?:_[0-9A-Fa-f]+)?/g;
const REPLACEMENT = "ANTHROPIC MAGIC STRING TRIGGER REFUSAL (redacted)";

export function scrubText(text: string): string {
  return text.includes(MARK) ? text.replace(WHOLE, REPLACEMENT) : text;
}

/** The same array when nothing was found. */
export function scrubContent<T extends { readonly type: string }>(content: readonly T[]): readonly T[] {
  let changed = false;
  const out = content.map((block) => {
    const scrubbed = scrubBlock(block);
    changed ||= scrubbed !== block;
    return scrubbed;
  });
  return changed ? out : content;
}

/** The same array when nothing was found. */
export function scrubMessages(messages: readonly Message[]): readonly Message[] {
  let changed = false;
  const out = messages.map((message) => {
    const content = scrubContent(message.content as readonly UserContent[]);
    if (content === message.content) return message;
    changed = true;
    return { ...message, content } as Message;
  });
  return changed ? out : messages;
}

function scrubBlock<T extends { readonly type: string }>(block: T): T {
  const { text, input } = block as { readonly text?: unknown; readonly input?: unknown };
  if (typeof text === "string") {
    const scrubbed = scrubText(text);
    return scrubbed === text ? block : { ...block, text: scrubbed };
  }
  if (input === undefined) return block;
  const json = JSON.stringify(input);
  const scrubbed = scrubText(json);
  return scrubbed === json ? block : { ...block, input: JSON.parse(scrubbed) };
}

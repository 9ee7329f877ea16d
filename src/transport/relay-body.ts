/** Takes text out of a request body that its child process was given only to make it continue. */

interface Block {
  readonly type?: unknown;
  readonly text?: unknown;
  cache_control?: unknown;
}

interface WireMessage {
  content?: unknown;
}

/**
 * Removes each text block, and each message, whose whole text is one of `hidden`. A cache mark on a removed block moves to the block
 * before it, where the engine would have put it. A body without such text is given back as it is, unparsed.
 */
export function hideText(body: string, hidden: ReadonlySet<string>): string {
  const found = [...hidden].some((text) => body.includes(JSON.stringify(text)));
  if (!found) return body;
  let parsed: { messages?: unknown };
  try {
    parsed = JSON.parse(body) as { messages?: unknown };
  } catch {
    return body;
  }
  if (!Array.isArray(parsed.messages)) return body;
  const kept: WireMessage[] = [];
  for (const message of parsed.messages as WireMessage[]) {
    if (typeof message.content === "string") {
      if (!hidden.has(message.content)) kept.push(message);
      continue;
    }
    if (!Array.isArray(message.content)) {
      kept.push(message);
      continue;
    }
    const blocks = message.content as Block[];
    const rest = blocks.filter((block) => !isHidden(block, hidden));
    const mark = blocks.find((block) => isHidden(block, hidden) && block.cache_control !== undefined);
    if (rest.length > 0) kept.push({ ...message, content: rest });
    if (mark !== undefined) moveCacheMark(kept.at(-1), mark.cache_control);
  }
  parsed.messages = kept;
  return JSON.stringify(parsed);
}

function isHidden(block: Block, hidden: ReadonlySet<string>): boolean {
  return block.type === "text" && typeof block.text === "string" && hidden.has(block.text);
}

function moveCacheMark(message: WireMessage | undefined, mark: unknown): void {
  if (!Array.isArray(message?.content)) return;
  const last = (message.content as Block[]).at(-1);
  // Reasoning blocks take no mark.
  if (last === undefined || last.type === "thinking" || last.type === "redacted_thinking") return;
  last.cache_control ??= mark;
}

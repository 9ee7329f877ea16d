/**
 * Corrections to the requests of one process, so that the model sees the canonical conversation whatever the binary made of it.
 *
 * The binary orders tool results by when they ended, answers calls of unknown tools and unreadable arguments in its own words,
 * resizes images, replaces empty results, cuts tool descriptions that are long or have a blank line, and wraps a message sent during a tool in a reminder. What
 * it does to the conversation would also make it look different after a restart from the transcript, and so cost the provider's
 * prompt cache.
 *
 * A rule holds for all later requests of the process, because its own history keeps what the rule corrects.
 */
import type { ToolOffer } from "../../tools/tool.ts";
import type { WireBlock, WireMessage } from "./content.ts";

/** Characters of a tool's description that the binary passes on; it cuts longer ones. */
const DESCRIPTION_CHARS = 4_096;

/** How the binary gives newer models what others get in a reminder; not every provider accepts it, and it is not part of the conversation. */
interface SystemMessage {
  readonly role: "system";
  readonly content: string | readonly WireBlock[];
}

interface Body {
  readonly messages?: readonly (WireMessage | SystemMessage)[];
  readonly tools?: readonly WireBlock[];
  readonly [field: string]: unknown;
}

export class WireRules {
  readonly #joint: string | null;
  /** Position of each call among all calls of the process. */
  readonly #order = new Map<string, number>();
  readonly #results = new Map<string, WireBlock>();
  readonly #inputs = new Map<string, Readonly<Record<string, unknown>>>();
  readonly #following = new Map<string, readonly WireBlock[]>();
  readonly #descriptions: ReadonlyMap<unknown, string>;
  #needed: boolean;

  /** `isNative`: the binary may add messages of its own. */
  constructor(joint: string | null, tools: readonly ToolOffer[], isNative = false) {
    this.#joint = joint;
    const cut = tools.filter((tool) => isCut(tool.description));
    this.#descriptions = new Map(cut.map((tool) => [tool.name, tool.description]));
    this.#needed = isNative || joint !== null || cut.length > 0;
  }

  /** Results of these calls go out in this order. */
  order(ids: readonly string[]): void {
    for (const id of ids) this.#order.set(id, this.#order.size);
    if (ids.length > 1) this.#needed = true;
  }

  /** The call's result goes out with this content, whatever the binary has for it. */
  result(id: string, content: readonly WireBlock[], isError: boolean): void {
    const error = isError ? { is_error: true } : {};
    this.#results.set(id, { type: "tool_result", tool_use_id: id, content, ...error });
    this.#needed = true;
  }

  /** The call's arguments go out as these. */
  input(id: string, input: Readonly<Record<string, unknown>>): void {
    this.#inputs.set(id, input);
    this.#needed = true;
  }

  /** These blocks follow the results of the step to which the call belongs. */
  follow(id: string, blocks: readonly WireBlock[]): void {
    this.#following.set(id, [...(this.#following.get(id) ?? []), ...blocks]);
    this.#needed = true;
  }

  /** The corrected body; the same text when no rule applies. */
  apply(text: string): string {
    if (!this.#needed) return text;
    const body = JSON.parse(text) as Body;
    if (!Array.isArray(body.messages)) return text;
    const messages: WireMessage[] = [];
    for (const message of body.messages)
      this.#append(messages, message.role === "system" ? reminder(message) : message);
    const tools = body.tools?.map((tool) => {
      const description = this.#descriptions.get(tool.name);
      return description === undefined ? tool : { ...tool, description };
    });
    return JSON.stringify({ ...body, tools, messages: markLast(messages, cacheMark(body.messages)) });
  }

  #append(messages: WireMessage[], message: WireMessage): void {
    if (!Array.isArray(message.content)) {
      messages.push(message);
      return;
    }
    const content = message.content.filter((block) => this.#joint === null || block.text !== this.#joint);
    if (content.length === 0) return;
    const corrected =
      message.role === "user"
        ? this.#correctResults(content)
        : content.map((block) => this.#correctCall(block));
    const last = messages.at(-1);
    // Only a joint that was taken out, or a reminder, leaves two neighbours of one role.
    if (last?.role === message.role && Array.isArray(last.content)) {
      messages[messages.length - 1] = { role: message.role, content: [...last.content, ...corrected] };
    } else messages.push({ role: message.role, content: corrected });
  }

  #correctCall(block: WireBlock): WireBlock {
    const input = block.type === "tool_use" ? this.#inputs.get(String(block.id)) : undefined;
    return input === undefined ? block : { ...block, input };
  }

  #correctResults(content: readonly WireBlock[]): readonly WireBlock[] {
    const results = content.filter((block) => block.type === "tool_result");
    if (results.length === 0) return content;
    const ids = results.map((block) => String(block.tool_use_id));
    const position = (block: WireBlock) => this.#order.get(String(block.tool_use_id)) ?? -1;
    const sorted = results
      .map((block) => this.#results.get(String(block.tool_use_id)) ?? block)
      .sort((a, b) => position(a) - position(b));
    // What the binary adds beside the results of our calls (the place where it kept an image) is its own, but for the pages that its
    // own Read gives of a document; a resumed history is ours as a whole.
    const isOurs = ids.some((id) => this.#order.has(id));
    const rest = content.filter(({ type }) => type !== "tool_result" && (!isOurs || type === "document"));
    const following = ids.flatMap((id) => this.#following.get(id) ?? []);
    return [...sorted, ...rest, ...following];
  }
}

/** Whether the binary passes on another description than it was given: it ends one at its first blank line, and trims it. */
function isCut(description: string): boolean {
  return (
    description.length > DESCRIPTION_CHARS ||
    description.includes("\n\n") ||
    description.trim() !== description
  );
}

function reminder({ content }: SystemMessage): WireMessage {
  const texts = typeof content === "string" ? [content] : content.map((block) => String(block.text ?? ""));
  const said = texts.filter((text) => text !== "");
  return {
    role: "user",
    content: said.map((text) => ({ type: "text", text: `<system-reminder>\n${text}\n</system-reminder>` })),
  };
}

function cacheMark(messages: readonly { readonly content: unknown }[]): unknown {
  for (const { content } of messages) {
    if (!Array.isArray(content)) continue;
    for (const block of content as readonly WireBlock[])
      if ("cache_control" in block) return block.cache_control;
  }
  return undefined;
}

/** The prompt cache mark belongs on the last block, which may be another one now. */
function markLast(messages: readonly WireMessage[], mark: unknown): WireMessage[] {
  const bare = messages.map((message) =>
    Array.isArray(message.content) ? { ...message, content: message.content.map(withoutMark) } : message,
  );
  const last = bare.at(-1);
  const block = Array.isArray(last?.content) ? last.content.at(-1) : undefined;
  if (mark === undefined || last === undefined || block === undefined) return bare;
  const marked = { ...block, cache_control: mark };
  return [...bare.slice(0, -1), { ...last, content: [...last.content.slice(0, -1), marked] }];
}

function withoutMark(block: WireBlock): WireBlock {
  if (!("cache_control" in block)) return block;
  const { cache_control: _, ...rest } = block;
  return rest as WireBlock;
}

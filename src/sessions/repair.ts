/**
 * Makes a stored history valid for sending, without touching what is stored. Pure: the same history and target give the same
 * result, and repairing a repaired history changes nothing.
 */
import type {
  AssistantContent,
  AssistantMessage,
  Message,
  ToolResultMessage,
  UserMessage,
} from "./message.ts";

/** Whose thinking may be replayed, and which ids the provider takes. */
export interface RepairTarget {
  readonly provider: string;
  readonly model: string;
  readonly api: string;
}

export const MISSING_RESULT_TEXT = "The tool call was interrupted before it gave a result.";

/** Tool call ids every provider takes: letters, digits, `_` and `-`, at most 64. */
const VALID_ID = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Repairs, in order: failed and aborted assistant messages are left out; each tool call is followed by exactly one result
 * (displaced ones moved next to their call, missing ones replaced by an error, orphans and duplicates dropped); thinking of
 * another provider or model, or without a signature, is dropped; ids are made valid; user messages next to each other are
 * merged.
 */
export function repairHistory(messages: readonly Message[], target: RepairTarget): Message[] {
  const results = new ResultFinder(messages);
  const ids = new IdMap();
  const repaired: Message[] = [];
  messages.forEach((message, index) => {
    if (message.role === "user") pushUser(repaired, message);
    else if (message.role === "assistant") pushExchange(repaired, message, index, results, target, ids);
  });
  return repaired;
}

function pushUser(out: Message[], message: UserMessage): void {
  if (message.content.length === 0) return;
  const last = out.at(-1);
  if (last?.role === "user")
    out[out.length - 1] = { role: "user", content: [...last.content, ...message.content] };
  else out.push(message);
}

function pushExchange(
  out: Message[],
  message: AssistantMessage,
  index: number,
  results: ResultFinder,
  target: RepairTarget,
  ids: IdMap,
): void {
  if (isVoid(message)) return;
  const content = message.content.flatMap((block) => repairBlock(block, message, target, ids));
  if (content.length === 0) return;
  out.push(sameItems(content, message.content) ? message : { ...message, content });
  for (const block of message.content) {
    if (block.type !== "tool-call") continue;
    const result = results.after(index, block.id);
    out.push(withId(result ?? missingResult(block.id, block.name), ids.of(block.id)));
  }
}

/** Failed and aborted messages are kept in the transcript and never sent. */
function isVoid(message: AssistantMessage): boolean {
  return message.stop === "error" || message.stop === "aborted";
}

function repairBlock(
  block: AssistantContent,
  message: AssistantMessage,
  target: RepairTarget,
  ids: IdMap,
): AssistantContent[] {
  const { origin } = message;
  const own =
    origin.provider === target.provider && origin.model === target.model && origin.api === target.api;
  if (block.type === "thinking") return own && block.signature !== undefined ? [block] : [];
  if (block.type === "text" && block.text === "") return [];
  const id = block.type === "tool-call" ? ids.of(block.id) : undefined;
  const needsId = id !== undefined && block.type === "tool-call" && id !== block.id;
  const dropsSignature = !own && block.signature !== undefined;
  if (!needsId && !dropsSignature) return [block];
  const { signature, ...rest } = block;
  return [{ ...rest, ...(own && signature !== undefined ? { signature } : {}), ...(needsId ? { id } : {}) }];
}

function withId(result: ToolResultMessage, id: string): ToolResultMessage {
  return result.toolCallId === id ? result : { ...result, toolCallId: id };
}

function missingResult(toolCallId: string, toolName: string): ToolResultMessage {
  return {
    role: "tool",
    toolCallId,
    toolName,
    content: [{ type: "text", text: MISSING_RESULT_TEXT }],
    isError: true,
  };
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** Finds the result of a call: the first one between it and the next call of that id, since models reuse ids. */
class ResultFinder {
  readonly #results = new Map<string, { readonly index: number; readonly message: ToolResultMessage }[]>();
  readonly #calls = new Map<string, number[]>();

  constructor(messages: readonly Message[]) {
    messages.forEach((message, index) => {
      if (message.role === "tool") push(this.#results, message.toolCallId, { index, message });
      if (message.role !== "assistant" || isVoid(message)) return;
      for (const block of message.content) if (block.type === "tool-call") push(this.#calls, block.id, index);
    });
  }

  after(callIndex: number, id: string): ToolResultMessage | undefined {
    const next = this.#calls.get(id)?.find((index) => index > callIndex) ?? Number.POSITIVE_INFINITY;
    return this.#results.get(id)?.find(({ index }) => index > callIndex && index < next)?.message;
  }
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Valid ids for invalid ones, unique within the history and the same at every repair. */
class IdMap {
  readonly #valid = new Map<string, string>();
  readonly #taken = new Set<string>();

  of(id: string): string {
    const known = this.#valid.get(id);
    if (known !== undefined) return known;
    let valid = VALID_ID.test(id) ? id : id.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, 56) || "call";
    for (let n = 2; this.#taken.has(valid); n++) valid = `${valid.slice(0, 56)}_${n}`;
    this.#taken.add(valid);
    this.#valid.set(id, valid);
    return valid;
  }
}

/** Turns the raw stream of a model message into engine events and the message itself. */
import type { Usage } from "../../cost/usage.ts";
import { NO_USAGE } from "../../cost/usage.ts";
import type { AssistantContent, ModelStop } from "../../sessions/message.ts";
import type { EngineEvent, EngineMessage } from "../runtime.ts";

/** A raw Messages API stream event; fields are read with care because they come from a provider. */
export interface RawEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A call of a complete message, with its arguments as streamed. */
export interface StreamedCall {
  readonly id: string;
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Absent when the model sent no arguments at all. */
  readonly rawInput?: string;
  /** False when the arguments are no JSON object: `input` is then `{}`. */
  readonly parsed: boolean;
}

interface OpenBlock {
  readonly kind: "text" | "reasoning" | "redacted" | "tool";
  text: string;
  signature: string;
  readonly id: string;
  readonly name: string;
  closed: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** One model message at a time; `message-start` begins a new one and forgets an unfinished one. */
export class MessageAssembler {
  readonly #emit: (event: EngineEvent) => void;
  #blocks = new Map<number, OpenBlock>();
  #usage: Usage = NO_USAGE;
  #stop: ModelStop | null = null;
  #open = false;

  constructor(emit: (event: EngineEvent) => void) {
    this.#emit = emit;
  }

  /** A message has begun and not ended. */
  get open(): boolean {
    return this.#open;
  }

  /** Takes one event. `complete` on the end of a whole message, `cut` on the end of one that has no stop reason. */
  take(event: RawEvent): "complete" | "cut" | null {
    switch (event.type) {
      case "message_start":
        this.#begin(fields(fields(event.message).usage));
        return null;
      case "content_block_start":
        this.#startBlock(Number(event.index), fields(event.content_block));
        return null;
      case "content_block_delta":
        this.#delta(Number(event.index), fields(event.delta));
        return null;
      case "content_block_stop":
        this.#endBlock(Number(event.index));
        return null;
      case "message_delta":
        this.#stop = stopOf(fields(event.delta).stop_reason) ?? this.#stop;
        this.#addUsage(fields(event.usage));
        return null;
      case "message_stop":
        if (!this.#open) return null;
        this.#open = false;
        return this.#stop === null ? "cut" : "complete";
      case "ping":
        return null;
      default:
        this.#emit({ type: "unknown", name: `stream_event/${event.type}` });
        return null;
    }
  }

  /** The message so far; its stop is `error` as long as the stream gave no reason. */
  message(): EngineMessage {
    const content: AssistantContent[] = [];
    for (const [, block] of this.#ordered()) {
      if (block.kind === "text") content.push({ type: "text", text: block.text });
      else if (block.kind === "reasoning") {
        content.push({
          type: "thinking",
          text: block.text,
          ...(block.signature === "" ? {} : { signature: block.signature }),
        });
      } else if (block.kind === "redacted") {
        content.push({ type: "thinking", text: "", signature: block.signature, redacted: true });
      } else {
        content.push({ type: "tool-call", id: block.id, name: block.name, input: parse(block.text) ?? {} });
      }
    }
    const called = content.some((block) => block.type === "tool-call");
    const reason = this.#stop ?? "error";
    return { content, stop: called && reason === "stop" ? "tool_calls" : reason, usage: this.#usage };
  }

  /** The calls of the message in the model's order. */
  calls(): StreamedCall[] {
    const calls: StreamedCall[] = [];
    for (const [, block] of this.#ordered()) {
      if (block.kind !== "tool") continue;
      const input = block.text === "" ? {} : parse(block.text);
      calls.push({
        id: block.id,
        name: block.name,
        input: input ?? {},
        ...(block.text === "" ? {} : { rawInput: block.text }),
        parsed: input !== null,
      });
    }
    return calls;
  }

  #begin(usage: Fields): void {
    this.#blocks = new Map();
    this.#stop = null;
    this.#usage = NO_USAGE;
    this.#addUsage(usage);
    this.#open = true;
    this.#emit({ type: "message-start" });
  }

  #startBlock(index: number, block: Fields): void {
    const make = (kind: OpenBlock["kind"], text = "", signature = ""): OpenBlock => {
      const made = { kind, text, signature, id: string(block.id), name: string(block.name), closed: false };
      this.#blocks.set(index, made);
      return made;
    };
    if (block.type === "text") {
      make("text");
      this.#emit({ type: "text-start", block: index });
      if (string(block.text) !== "") this.#delta(index, { type: "text_delta", text: block.text });
    } else if (block.type === "thinking") {
      make("reasoning", "", string(block.signature));
      this.#emit({ type: "reasoning-start", block: index });
      if (string(block.thinking) !== "")
        this.#delta(index, { type: "thinking_delta", thinking: block.thinking });
    } else if (block.type === "redacted_thinking") {
      make("redacted", "", string(block.data));
      this.#emit({ type: "reasoning-start", block: index });
    } else if (block.type === "tool_use") {
      const given = fields(block.input);
      const call = make("tool", Object.keys(given).length === 0 ? "" : JSON.stringify(given));
      this.#emit({ type: "tool-input-start", block: index, id: call.id, name: call.name });
    } else this.#emit({ type: "unknown", name: `content_block/${string(block.type)}` });
  }

  #delta(index: number, delta: Fields): void {
    const block = this.#blocks.get(index);
    if (block === undefined) return;
    if (delta.type === "text_delta" && block.kind === "text") {
      const text = string(delta.text);
      block.text += text;
      this.#emit({ type: "text-delta", block: index, delta: text });
    } else if (delta.type === "thinking_delta" && block.kind === "reasoning") {
      const text = string(delta.thinking);
      block.text += text;
      this.#emit({ type: "reasoning-delta", block: index, delta: text });
    } else if (delta.type === "signature_delta") {
      block.signature += string(delta.signature);
    } else if (delta.type === "input_json_delta" && block.kind === "tool") {
      const text = string(delta.partial_json);
      block.text += text;
      if (text !== "") this.#emit({ type: "tool-input-delta", block: index, id: block.id, delta: text });
    } else this.#emit({ type: "unknown", name: `delta/${string(delta.type)}` });
  }

  #endBlock(index: number): void {
    const block = this.#blocks.get(index);
    if (block === undefined || block.closed) return;
    block.closed = true;
    if (block.kind === "text") this.#emit({ type: "text-end", block: index });
    else if (block.kind === "tool") this.#emit({ type: "tool-input-end", block: index, id: block.id });
    else this.#emit({ type: "reasoning-end", block: index });
  }

  /** Counts are totals of the message so far, so a later one replaces an earlier one. */
  #addUsage(usage: Fields): void {
    const old = this.#usage;
    const details = fields(usage.output_tokens_details);
    this.#usage = {
      input: count(usage.input_tokens) ?? old.input,
      output: count(usage.output_tokens) ?? old.output,
      cacheRead: count(usage.cache_read_input_tokens) ?? old.cacheRead,
      cacheWrite: count(usage.cache_creation_input_tokens) ?? old.cacheWrite,
      reasoning: count(details.thinking_tokens) ?? old.reasoning,
    };
  }

  #ordered(): [number, OpenBlock][] {
    return [...this.#blocks].sort(([a], [b]) => a - b);
  }
}

function stopOf(reason: unknown): ModelStop | null {
  switch (reason) {
    case null:
    case undefined:
      return null;
    case "tool_use":
      return "tool_calls";
    case "max_tokens":
    case "model_context_window_exceeded":
      return "max_tokens";
    case "refusal":
      return "refusal";
    case "stop_sequence":
      return "stop_sequence";
    default:
      return "stop";
  }
}

function parse(json: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
  } catch {
    return null;
  }
}

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function string(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function count(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

/** Pi's events of one model message as Tandem's. */
import type {
  AssistantMessageEvent,
  AssistantMessage as PiAssistant,
  ToolCall as PiToolCall,
} from "@earendil-works/pi-ai";
import type { EngineEvent } from "../runtime.ts";
import type { CallTracker, StreamedCall } from "./calls.ts";

type Kind = "text" | "reasoning";

interface OpenBlock {
  readonly kind: Kind;
  /** Where Pi keeps it. */
  readonly index: number;
  readonly block: number;
  shown: boolean;
}

/**
 * Translates one message after the other. One text or reasoning block is open at a time: the Chat Completions client goes back
 * and forth between blocks and ends them all at the close, and readers want them in order.
 */
export class MessageTranslator {
  readonly #emit: (event: EngineEvent) => void;
  readonly #calls: CallTracker;
  #started = false;
  #blocks = 0;
  #open: OpenBlock | null = null;
  #toolBlocks = new Map<number, { readonly block: number; readonly call: StreamedCall }>();

  constructor(emit: (event: EngineEvent) => void, calls: CallTracker) {
    this.#emit = emit;
    this.#calls = calls;
  }

  /** A message begins. Idempotent until `reset`. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#emit({ type: "message-start" });
  }

  /** The message is over, well or not. */
  reset(): void {
    this.#started = false;
    this.#blocks = 0;
    this.#open = null;
    this.#toolBlocks.clear();
  }

  update(event: AssistantMessageEvent): void {
    this.start();
    switch (event.type) {
      case "text_delta":
        this.#delta("text", event.contentIndex, event.delta);
        break;
      case "thinking_delta":
        this.#delta("reasoning", event.contentIndex, event.delta);
        break;
      case "toolcall_delta":
        this.#toolDelta(event.contentIndex, event.partial, event.delta);
        break;
      case "text_start":
        this.#begin("text", event.contentIndex);
        break;
      case "thinking_start":
        if (isRedacted(event.partial, event.contentIndex)) this.#close();
        else this.#begin("reasoning", event.contentIndex);
        break;
      case "toolcall_start":
        this.#tool(event.contentIndex, event.partial);
        break;
      case "text_end":
        this.#end("text", event.contentIndex, event.content);
        break;
      case "thinking_end":
        if (!isRedacted(event.partial, event.contentIndex)) {
          this.#end("reasoning", event.contentIndex, event.content);
        }
        break;
      case "toolcall_end": {
        const { block, call } = this.#tool(event.contentIndex, event.partial);
        this.#calls.end(event.toolCall);
        this.#emit({ type: "tool-input-end", block, id: call.id });
        break;
      }
      case "start":
      case "done":
      case "error":
        break;
      default:
        this.#emit({ type: "unknown", name: String((event as { type?: unknown }).type) });
    }
  }

  #begin(kind: Kind, index: number): OpenBlock {
    this.#close();
    const open = { kind, index, block: this.#blocks, shown: false };
    this.#blocks += 1;
    this.#open = open;
    this.#emit({ type: `${kind}-start`, block: open.block });
    return open;
  }

  #delta(kind: Kind, index: number, delta: string): void {
    if (delta === "") return;
    const open = this.#open?.index === index ? this.#open : this.#begin(kind, index);
    open.shown = true;
    this.#emit({ type: `${kind}-delta`, block: open.block, delta });
  }

  /** `content` is the whole block; a server that sent it in one piece, without deltas, has not shown it yet. */
  #end(kind: Kind, index: number, content: string): void {
    if (this.#open?.index !== index) return;
    if (!this.#open.shown) this.#delta(kind, index, content);
    this.#close();
  }

  #close(): void {
    const open = this.#open;
    if (open === null) return;
    this.#open = null;
    this.#emit({ type: `${open.kind}-end`, block: open.block });
  }

  #tool(index: number, partial: PiAssistant): { readonly block: number; readonly call: StreamedCall } {
    const known = this.#toolBlocks.get(index);
    if (known !== undefined) return known;
    this.#close();
    const call = this.#calls.start(partial.content[index] as PiToolCall);
    const entry = { block: this.#blocks, call };
    this.#blocks += 1;
    this.#toolBlocks.set(index, entry);
    this.#emit({ type: "tool-input-start", block: entry.block, id: call.id, name: call.name });
    return entry;
  }

  #toolDelta(index: number, partial: PiAssistant, delta: string): void {
    if (delta === "") return;
    const { block, call } = this.#tool(index, partial);
    this.#calls.delta(partial.content[index] as PiToolCall, delta);
    this.#emit({ type: "tool-input-delta", block, id: call.id, delta });
  }
}

function isRedacted(partial: PiAssistant, index: number): boolean {
  const block = partial.content[index];
  return block?.type === "thinking" && block.redacted === true;
}

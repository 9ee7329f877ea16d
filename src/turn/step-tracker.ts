/** Follows one engine run: engine events become normalised events, transcript entries and usage. The same for both engines. */
import type { AttemptUsage } from "../cost/attempt-usage.ts";
import { NO_USAGE } from "../cost/usage.ts";
import type { EngineEvent, EngineMessage } from "../engines/runtime.ts";
import type { EventBody } from "../events/event.ts";
import type { RuntimeContext } from "../routing/model.ts";
import {
  type AssistantContent,
  type AssistantMessage,
  type ModelStop,
  type ToolCallBlock,
  textOf,
  toolCallsOf,
  type UserMessage,
} from "../sessions/message.ts";
import type { AttemptLedger } from "./attempts.ts";
import { originOf } from "./outcome.ts";

export interface StepTrackerOptions {
  readonly emit: (body: EventBody) => void;
  readonly ledger: AttemptLedger;
  readonly clock: () => number;
  /** Stores a message of the conversation. */
  readonly commit: (message: AssistantMessage | UserMessage) => void;
  /** The model's message is complete; its tool calls may run now. */
  readonly beginTools: (calls: readonly ToolCallBlock[]) => void;
  readonly debug: (message: string) => void;
  /** User messages the turn begins with; default 1. */
  readonly userMessages?: number;
}

interface OpenBlock {
  readonly type: "text" | "reasoning" | "tool-input";
  /** Event id of text and reasoning blocks, tool call id of tool inputs. */
  readonly id: string;
  text: string;
  open: boolean;
}

/** What one finished or running turn has come to so far; what it has spent is in its attempts. */
export interface TurnTotals {
  /** Finished model calls. */
  readonly steps: number;
  readonly userMessages: number;
  /** When the first text or reasoning arrived; `null` before. */
  readonly firstTokenAt: number | null;
  /** Text of the last complete assistant message. */
  readonly text: string;
  readonly stop: ModelStop | null;
  readonly compactions: number;
  /** Engine messages that no adapter knows. */
  readonly unknown: number;
}

export class StepTracker {
  readonly #options: StepTrackerOptions;
  #context!: RuntimeContext;
  #step = 0;
  #stepOpen = false;
  #blockCount = 0;
  #blocks = new Map<number, OpenBlock>();
  #totals: TurnTotals = {
    steps: 0,
    userMessages: 1,
    firstTokenAt: null,
    text: "",
    stop: null,
    compactions: 0,
    unknown: 0,
  };
  #last: EngineMessage | null = null;
  #lastUsage: MessageUsage = { usage: NO_USAGE, costUsd: 0 };

  constructor(options: StepTrackerOptions) {
    this.#options = options;
    this.#totals = { ...this.#totals, userMessages: options.userMessages ?? 1 };
  }

  get totals(): TurnTotals {
    return this.#totals;
  }

  /** The message of the current engine run that came last, if any. */
  get lastMessage(): EngineMessage | null {
    return this.#last;
  }

  /** Called before each engine run. */
  startRun(context: RuntimeContext): void {
    this.#context = context;
    this.#last = null;
    this.#blocks.clear();
  }

  /** For `EngineRun.emit`. */
  readonly observe = (event: EngineEvent): void => {
    switch (event.type) {
      case "message-start":
        this.#openStep();
        break;
      case "text-start":
      case "reasoning-start":
        this.#startBlock(event.block, event.type === "text-start" ? "text" : "reasoning");
        break;
      case "text-delta":
      case "reasoning-delta":
      case "tool-input-delta":
        this.#delta(event.block, event.delta);
        break;
      case "text-end":
      case "reasoning-end":
      case "tool-input-end":
        this.#endBlock(event.block);
        break;
      case "tool-input-start":
        this.#startBlock(event.block, "tool-input", event);
        break;
      case "message":
        this.#message(event.message);
        break;
      case "user-message":
        this.#totals = { ...this.#totals, userMessages: this.#totals.userMessages + 1 };
        this.#options.commit(event.message);
        break;
      case "native-reset":
        this.#options.emit({
          type: "session.native-reset",
          runtime: this.#context.runtime,
          reason: event.reason,
        });
        break;
      case "unknown":
        this.#totals = { ...this.#totals, unknown: this.#totals.unknown + 1 };
        this.#options.debug(`unknown engine message: ${event.name}`);
        break;
    }
  };

  countCompaction(): void {
    this.#totals = { ...this.#totals, compactions: this.#totals.compactions + 1 };
  }

  /** All tool results of the current step were handed out. */
  finishStep(): void {
    if (!this.#stepOpen || this.#last === null) return;
    this.#stepOpen = false;
    this.#options.emit({
      type: "step-finish",
      step: this.#step,
      finishReason: this.#last.stop,
      ...this.#lastUsage,
    });
  }

  /** Ids of what the unfinished message has shown; closes its blocks. Empty when nothing was shown. */
  abandon(): { readonly blockIds: readonly string[]; readonly content: readonly AssistantContent[] } {
    const shown = [...this.#blocks.values()];
    for (const [number, block] of this.#blocks) if (block.open) this.#endBlock(number);
    this.#blocks.clear();
    const content = shown.flatMap((block): AssistantContent[] => {
      if (block.text === "" || block.type === "tool-input") return [];
      return [
        block.type === "text" ? { type: "text", text: block.text } : { type: "thinking", text: block.text },
      ];
    });
    return { blockIds: shown.map((block) => block.id), content };
  }

  #openStep(): void {
    this.#blocks.clear();
    if (this.#stepOpen) return;
    this.#stepOpen = true;
    this.#step += 1;
    this.#options.emit({ type: "step-start", step: this.#step });
  }

  #startBlock(
    number: number,
    type: OpenBlock["type"],
    tool?: { readonly id: string; readonly name: string },
  ): void {
    if (!this.#stepOpen) this.#openStep();
    const id = tool?.id ?? `${type}-${++this.#blockCount}`;
    this.#blocks.set(number, { type, id, text: "", open: true });
    if (tool) this.#options.emit({ type: "tool-input-start", toolCallId: tool.id, toolName: tool.name });
    else this.#options.emit({ type: type === "text" ? "text-start" : "reasoning-start", id });
  }

  #delta(number: number, delta: string): void {
    const block = this.#blocks.get(number);
    if (!block?.open || delta === "") return;
    block.text += delta;
    if (block.type === "tool-input") {
      this.#options.emit({ type: "tool-input-delta", toolCallId: block.id, delta });
      return;
    }
    if (this.#totals.firstTokenAt === null)
      this.#totals = { ...this.#totals, firstTokenAt: this.#options.clock() };
    this.#options.emit({
      type: block.type === "text" ? "text-delta" : "reasoning-delta",
      id: block.id,
      delta,
    });
  }

  #endBlock(number: number): void {
    const block = this.#blocks.get(number);
    if (!block?.open) return;
    block.open = false;
    if (block.type === "tool-input") this.#options.emit({ type: "tool-input-end", toolCallId: block.id });
    else this.#options.emit({ type: block.type === "text" ? "text-end" : "reasoning-end", id: block.id });
  }

  #message(received: EngineMessage): void {
    if (this.#options.ledger.openFailed) return;
    const message = withTrueStop(received);
    if (!this.#stepOpen) this.#openStep();
    for (const [number, block] of this.#blocks) if (block.open) this.#endBlock(number);
    this.#blocks.clear();
    this.#last = message;
    const { model } = this.#context;
    this.#lastUsage = messageUsage(this.#options.ledger.usageWith(message.usage, model));
    const origin = originOf(this.#context, this.#options.ledger.profile);
    const assistant: AssistantMessage = { role: "assistant", ...message, origin, ...this.#lastUsage };
    this.#totals = {
      ...this.#totals,
      steps: this.#totals.steps + 1,
      text: textOf(message),
      stop: message.stop,
    };
    this.#options.commit(assistant);
    const calls = toolCallsOf(assistant);
    for (const call of calls) {
      this.#options.emit({ type: "tool-call", toolCallId: call.id, toolName: call.name, input: call.input });
    }
    this.#options.ledger.complete(message.usage, model);
    if (calls.length === 0) this.finishStep();
    else this.#options.beginTools(calls);
  }
}

/** A message that says it stopped for its tool calls and has none has simply stopped. */
function withTrueStop(message: EngineMessage): EngineMessage {
  if (message.stop !== "tool_calls" || message.content.some((block) => block.type === "tool-call"))
    return message;
  return { ...message, stop: "stop" };
}

type MessageUsage = Pick<AssistantMessage, "usage" | "costUsd" | "usageReport">;

/** What an attempt has used, according to a message. */
export function messageUsage({ usage, costUsd, usageReport }: AttemptUsage): MessageUsage {
  return {
    usage: usage ?? NO_USAGE,
    costUsd,
    ...(usageReport === "complete" ? {} : { usageReport }),
  };
}

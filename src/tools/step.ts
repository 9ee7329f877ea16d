/**
 * The calls of one model message: when each may run, and in which order their results are handed out. Knows nothing of
 * tools: it is given how to run a call.
 */
import type { ToolCallBlock } from "../sessions/message.ts";
import type { ToolCallInput, ToolOutput } from "./tool.ts";

/** One call of the step. */
export interface Slot {
  readonly block: ToolCallBlock;
  readonly readOnly: boolean;
  /** Set once the engine has handed the call over. */
  call: ToolCallInput | undefined;
  state: "open" | "running" | "done";
  output: ToolOutput | undefined;
  /** `performance.now()` at its start. */
  startedAt: number | undefined;
  durationMs: number;
  /** Aborted when the slot is settled by something else than its tool. */
  readonly controller: AbortController;
  /** Resolves with `output`. */
  readonly done: Promise<ToolOutput>;
  readonly resolve: (output: ToolOutput) => void;
}

export interface StepOptions {
  /** Most read-only calls at once. */
  readonly maxParallel: number;
  readonly isReadOnly: (block: ToolCallBlock) => boolean;
  /** Never rejects. */
  readonly execute: (slot: Slot) => Promise<ToolOutput>;
  /** Results in source order, each as soon as it and all before it are there. */
  readonly deliver: (slot: Slot, output: ToolOutput) => void;
  /** After the last delivery. */
  readonly finished: () => void;
}

export class ToolStep {
  readonly slots: readonly Slot[];
  /** Resolves after the last result was delivered. */
  readonly done: Promise<void>;
  readonly #options: StepOptions;
  readonly #resolveDone: () => void;
  #delivered = 0;
  #ended = false;

  /** Whether every result was delivered. */
  get ended(): boolean {
    return this.#ended;
  }

  constructor(blocks: readonly ToolCallBlock[], options: StepOptions) {
    this.#options = options;
    this.slots = blocks.map((block) => slotOf(block, options.isReadOnly(block)));
    const { promise, resolve } = Promise.withResolvers<void>();
    this.done = promise;
    this.#resolveDone = resolve;
  }

  /** The first call of this id that no engine has handed over yet. */
  unclaimed(id: string): Slot | undefined {
    return this.slots.find((slot) => slot.block.id === id && slot.call === undefined);
  }

  /** Starts every call whose turn has come. Call it after slots were claimed. */
  advance(): void {
    let earlierOpen = false;
    let earlierWrite = false;
    let running = this.slots.filter((slot) => slot.state === "running").length;
    for (const slot of this.slots) {
      if (slot.state === "done") continue;
      const free = slot.readOnly ? !earlierWrite && running < this.#options.maxParallel : !earlierOpen;
      if (slot.state === "open" && slot.call !== undefined && free) {
        running += 1;
        this.#start(slot);
      }
      earlierOpen = true;
      earlierWrite ||= !slot.readOnly;
    }
    this.#deliverReady();
  }

  /** Settles a call with this output, whatever it is doing; without effect once it is settled. */
  settle(slot: Slot, output: ToolOutput): void {
    if (slot.state === "done") return;
    slot.state = "done";
    slot.output = output;
    slot.durationMs = slot.startedAt === undefined ? 0 : performance.now() - slot.startedAt;
  }

  /** Settles every open call at once; tools still running are notified by their signal and left behind. */
  settleAll(output: ToolOutput, reason: unknown): void {
    const left = this.slots.filter((slot) => slot.state !== "done");
    for (const slot of left) this.settle(slot, output);
    this.#deliverReady();
    for (const slot of left) slot.controller.abort(reason);
  }

  #start(slot: Slot): void {
    slot.state = "running";
    slot.startedAt = performance.now();
    void this.#options.execute(slot).then((output) => {
      if (slot.state === "done") return;
      this.settle(slot, output);
      this.advance();
    });
  }

  /** Results are delivered before any promise of them resolves: an engine continues only after its results are stored. */
  #deliverReady(): void {
    while (this.#delivered < this.slots.length && this.slots[this.#delivered]!.state === "done") {
      const slot = this.slots[this.#delivered]!;
      this.#delivered += 1;
      this.#options.deliver(slot, slot.output!);
    }
    if (this.#delivered === this.slots.length && !this.#ended) {
      this.#ended = true;
      this.#options.finished();
      this.#resolveDone();
    }
    for (const slot of this.slots) if (slot.state === "done") slot.resolve(slot.output!);
  }
}

function slotOf(block: ToolCallBlock, readOnly: boolean): Slot {
  const { promise, resolve } = Promise.withResolvers<ToolOutput>();
  return {
    block,
    readOnly,
    call: undefined,
    state: "open",
    output: undefined,
    startedAt: undefined,
    durationMs: 0,
    controller: new AbortController(),
    done: promise,
    resolve,
  };
}

/** The tool calls of one run, as they stream in: their ids made unique, their raw JSON kept. */
import { randomUUID } from "node:crypto";
import type { ToolCall as PiToolCall } from "@earendil-works/pi-ai";
import type { ToolCallInput } from "../../tools/tool.ts";
import { splitId } from "./reply.ts";

/** One call of the model. */
export interface StreamedCall {
  /** The model's own id, or a new one where it gave none or one that is taken. */
  readonly id: string;
  readonly name: string;
  /** Arguments as streamed so far; empty when the provider sent none, or sent them in one piece. */
  readonly raw: string;
  readonly ended: boolean;
  /** Whether the raw JSON is whole. Pi repairs what is cut off, and would run it. */
  readonly parses: boolean;
}

/** Tracks the calls of one run by the id Pi knows them by. */
export class CallTracker {
  readonly #used: Set<string>;
  readonly #calls = new Map<string, { -readonly [K in keyof StreamedCall]: StreamedCall[K] }>();
  readonly #blocks = new Map<string, PiToolCall>();

  /** `used`: ids that are in the history; more are added as calls come in. */
  constructor(used: Set<string>) {
    this.#used = used;
  }

  /** Takes up a call. Writes the id back to Pi's block when it had to be changed, so that the result carries it too. */
  start(block: PiToolCall): StreamedCall {
    const own = splitId(block);
    let id = own.id;
    if (id === "" || this.#used.has(id)) {
      id = `call_${randomUUID().replaceAll("-", "")}`;
      block.id = block.id.includes("|") ? `${id}${block.id.slice(block.id.indexOf("|"))}` : id;
    }
    this.#used.add(id);
    const call = { id, name: block.name, raw: "", ended: false, parses: false };
    this.#calls.set(block.id, call);
    return call;
  }

  delta(block: PiToolCall, json: string): void {
    const call = this.#calls.get(block.id);
    if (call !== undefined) call.raw += json;
  }

  end(block: PiToolCall): void {
    const call = this.#calls.get(block.id);
    if (call === undefined) return;
    call.name = block.name;
    call.ended = true;
    call.parses = call.raw.trim() === "" || parses(call.raw);
    this.#blocks.set(block.id, block);
  }

  get(piId: string): StreamedCall | undefined {
    return this.#calls.get(piId);
  }

  /** The call as the shared runner takes it; `input` is what the model wrote, unchecked. */
  input(piId: string): ToolCallInput | undefined {
    const call = this.#calls.get(piId);
    const block = this.#blocks.get(piId);
    if (call === undefined || block === undefined) return undefined;
    const raw = call.raw.trim() === "" ? undefined : call.raw;
    return {
      id: call.id,
      name: call.name,
      input: call.parses ? block.arguments : {},
      ...(raw !== undefined && { rawInput: raw }),
    };
  }
}

function parses(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}

/** Tool calls of the running turn by id: each a block, which its progress and its result complete. */
import type { TandemEvent } from "../../../../events/event.ts";
import { subagentLine } from "../../render/format.ts";
import type { FoldState } from "../components/fold-state.ts";
import { ToolBlock } from "../components/tool-block.ts";
import type { ChatTheme } from "../themes/chat-theme.ts";
import type { TranscriptLog } from "./transcript-log.ts";

type EventOf<T extends TandemEvent["type"]> = Extract<TandemEvent, { type: T }>;

export interface ToolListOptions {
  readonly theme: ChatTheme;
  readonly folds: FoldState;
  /** The key that unfolds, as the screen names it. */
  readonly foldKey: string;
}

export class ToolList {
  readonly #log: TranscriptLog;
  readonly #options: ToolListOptions;
  readonly #calls = new Map<string, ToolBlock>();

  constructor(log: TranscriptLog, options: ToolListOptions) {
    this.#log = log;
    this.#options = options;
  }

  called(event: Pick<EventOf<"tool-call">, "toolCallId" | "toolName" | "input">): void {
    this.#calls.set(event.toolCallId, this.#log.add(new ToolBlock(event, this.#options)));
  }

  progress(event: Pick<EventOf<"tool-progress">, "toolCallId" | "content">): void {
    this.#calls.get(event.toolCallId)?.progress(event.content);
    this.#log.changed();
  }

  done(
    event: Pick<EventOf<"tool-result">, "toolCallId" | "content" | "isError" | "durationMs" | "details">,
  ): void {
    // A conversation that is drawn again does not know it.
    const durationMs = event.durationMs > 0 ? event.durationMs : null;
    this.#calls.get(event.toolCallId)?.done({ ...event, durationMs });
    this.#log.changed();
  }

  /** Shows a subagent below the call that started it; false: that call is not here. */
  subagent(event: EventOf<"subagent">): boolean {
    const call = this.#calls.get(event.toolCallId);
    call?.note(event.childRunId, subagentLine(event));
    this.#log.changed();
    return call !== undefined;
  }

  /** Forgets the calls of a turn that has ended; they stay on the screen. */
  clear(): void {
    this.#calls.clear();
  }
}

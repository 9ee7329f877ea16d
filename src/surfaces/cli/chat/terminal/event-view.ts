/** Puts the events of a turn on the screen. */
import type { TandemEvent } from "../../../../events/event.ts";
import { subagentLine, waitingLine } from "../../render/format.ts";
import { printable } from "../../render/printable.ts";
import type { Style } from "../../render/style.ts";
import type { BlockList } from "./block-list.ts";
import type { ToolList } from "./tool-list.ts";
import type { TranscriptLog } from "./transcript-log.ts";

export interface EventViewParts {
  readonly log: TranscriptLog;
  readonly blocks: BlockList;
  readonly tools: ToolList;
  readonly style: Style;
}

export function showEvent(event: TandemEvent, { log, blocks, tools, style }: EventViewParts): void {
  const aside = (text: string): void => void log.addText(text, { tight: true });
  switch (event.type) {
    case "text-start":
      blocks.startText(event.id);
      return;
    case "reasoning-start":
      blocks.startReasoning(event.id);
      return;
    case "text-delta":
    case "reasoning-delta":
      blocks.append(event.id, event.delta);
      return;
    case "reasoning-end":
      blocks.end(event.id);
      return;
    case "tool-call":
      tools.called(event);
      return;
    case "tool-progress":
      tools.progress(event);
      return;
    case "tool-result":
      tools.done(event);
      return;
    case "attempt.discarded":
      blocks.discard(event.blockIds);
      if (event.blockIds.length > 0)
        aside(style.yellow(`What was shown is void (${event.reason}); trying again.`));
      return;
    case "subagent":
      if (!tools.subagent(event)) aside(style.dim(subagentLine(event)));
      return;
    case "queue":
      if (event.state === "waiting") aside(style.dim(waitingLine(event)));
      return;
    case "recovery":
    case "warning":
      aside(style.yellow(printable(event.message)));
      return;
    case "fallback": {
      const { runtime, provider, model } = event.to;
      aside(style.yellow(`Continuing on ${runtime} · ${provider}/${model} (${event.reason}).`));
      return;
    }
  }
}

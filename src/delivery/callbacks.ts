/** Turns the event stream into the callbacks of a request. */
import type { TandemEvent } from "../events/event.ts";
import type { TurnCallbacks, TurnRequest } from "../kernel/request.ts";
import { BlockReplies } from "./block-replies.ts";
import { type ToolResultWishes, toolResultText } from "./tool-result-text.ts";

/**
 * A subscriber that calls the request's callbacks. Partials hold the text of the current assistant message so far and never
 * get shorter within it; a discarded attempt starts a new message. A block reply is one finished text block, given once what
 * follows it shows that it stands; one that was given already is not given again when its message is asked for again.
 */
export function callbackSubscriber(
  callbacks: TurnCallbacks & Pick<TurnRequest, "reasoningLevel"> & ToolResultWishes,
): (event: TandemEvent) => void {
  const { reasoningLevel = "stream" } = callbacks;
  let reply = "";
  let reasoning = "";
  let started = false;
  const blocks = new Map<string, string>();
  const inputs = new Map<string, Readonly<Record<string, unknown>>>();
  const replies = new BlockReplies((text) => callbacks.onBlockReply?.({ text }));

  const startMessage = () => {
    reply = "";
    reasoning = "";
    started = false;
    blocks.clear();
  };

  return (event) => {
    callbacks.onAgentEvent?.(event);
    if (event.type === "attempt.end" && event.attempt.outcome !== "ok") replies.drop();
    else if (event.type !== "attempt.discarded") replies.give();
    switch (event.type) {
      case "step-start":
        startMessage();
        replies.startStep();
        break;
      case "attempt.discarded":
        startMessage();
        replies.takeBack();
        break;
      case "text-start":
      case "reasoning-start":
        if (!started) {
          started = true;
          callbacks.onAssistantMessageStart?.();
        }
        break;
      case "text-delta":
        reply += event.delta;
        blocks.set(event.id, (blocks.get(event.id) ?? "") + event.delta);
        callbacks.onPartialReply?.({ text: reply });
        break;
      case "text-end": {
        const text = blocks.get(event.id) ?? "";
        if (text.trim() !== "") replies.end(text);
        break;
      }
      case "reasoning-delta":
        reasoning += event.delta;
        if (reasoningLevel === "stream") callbacks.onReasoningStream?.({ text: reasoning });
        break;
      case "reasoning-end":
        if (reasoningLevel === "on") callbacks.onReasoningStream?.({ text: reasoning });
        break;
      case "tool-call":
        inputs.set(event.toolCallId, event.input);
        callbacks.onBlockReplyFlush?.();
        break;
      case "tool-result": {
        if (callbacks.onToolResult === undefined) break;
        const { toolCallId, toolName, isError } = event;
        const text = toolResultText(event, inputs.get(toolCallId) ?? {}, callbacks);
        if (text !== null) callbacks.onToolResult({ toolCallId, toolName, text, isError });
        break;
      }
    }
  };
}

/** Whether a request has any callback at all, so that turns without one pay nothing. */
export function hasCallbacks(callbacks: TurnCallbacks): boolean {
  return Boolean(
    callbacks.onAgentEvent ??
      callbacks.onAssistantMessageStart ??
      callbacks.onBlockReply ??
      callbacks.onBlockReplyFlush ??
      callbacks.onPartialReply ??
      callbacks.onReasoningStream ??
      callbacks.onToolResult,
  );
}

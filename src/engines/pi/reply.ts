/** A model's message in Pi's form as Tandem's. */
import type { AssistantMessage as PiAssistant } from "@earendil-works/pi-ai";
import type { Usage } from "../../cost/usage.ts";
import type { AssistantContent, ModelStop, ToolCallBlock } from "../../sessions/message.ts";
import type { EngineMessage } from "../runtime.ts";
import type { StreamedCall } from "./calls.ts";

type PiToolCall = Extract<PiAssistant["content"][number], { type: "toolCall" }>;

/** Raw stop reasons by which a provider says that it, or its filter, declined. Pi reports them as errors. */
const REFUSALS = new Set(["refusal", "sensitive", "content_filter", "incomplete.content_filter"]);

/** `null`: the message did not end well. */
export function stopOf(message: PiAssistant): ModelStop | null {
  const raw = message.rawStopReason;
  switch (message.stopReason) {
    case "length":
      return "max_tokens";
    case "error":
      return raw !== undefined && REFUSALS.has(raw) ? "refusal" : null;
    case "stop":
    case "toolUse":
      if (message.content.some((block) => block.type === "toolCall")) return "tool_calls";
      return raw === "stop_sequence" ? "stop_sequence" : "stop";
    default:
      return null;
  }
}

export function toEngineMessage(
  message: PiAssistant,
  stop: ModelStop,
  callOf: (piId: string) => StreamedCall | undefined,
): EngineMessage {
  const content: AssistantContent[] = [];
  for (const block of message.content) {
    if (block.type === "toolCall") {
      content.push(toolCall(block, callOf(block.id)));
    } else if (block.type === "thinking") {
      const signature = block.thinkingSignature || undefined;
      const text = block.redacted ? "" : block.thinking;
      if (text === "" && signature === undefined) continue;
      content.push({
        type: "thinking",
        text,
        ...(signature !== undefined && { signature }),
        ...(block.redacted && { redacted: true }),
      });
    } else if (block.text !== "") {
      content.push({
        type: "text",
        text: block.text,
        ...(block.textSignature !== undefined && { signature: block.textSignature }),
      });
    }
  }
  return { content, stop, usage: usageOf(message) };
}

function toolCall(block: PiToolCall, call: StreamedCall | undefined): ToolCallBlock {
  const { id, signature } = splitId(block);
  const whole = call?.ended === true && call.parses;
  return {
    type: "tool-call",
    id: call?.id ?? id,
    name: block.name,
    input: whole && isObject(block.arguments) ? block.arguments : {},
    ...(signature !== undefined && { signature }),
  };
}

/** The Responses API names a call twice (`call_…|fc_…`): the first is the call's id, the second only marks the item. */
export function splitId(block: PiToolCall): { readonly id: string; readonly signature: string | undefined } {
  const bar = block.id.indexOf("|");
  if (bar === -1) return { id: block.id, signature: block.thoughtSignature };
  const item = block.id.slice(bar + 1);
  return { id: block.id.slice(0, bar), signature: item.startsWith("fc") ? item : undefined };
}

function usageOf({ usage }: PiAssistant): Usage {
  return {
    input: usage.input,
    output: usage.output,
    cacheRead: usage.cacheRead,
    cacheWrite: usage.cacheWrite,
    reasoning: usage.reasoning ?? 0,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Anthropic Messages: the scripted server's encoder. */
import type { Encoder, Frame, ReplyStop, ReplyUsage, ResolvedMessage } from "./reply.ts";
import { pieces } from "./reply.ts";

const STOP_REASON: Record<ReplyStop, string> = {
  stop: "end_turn",
  tool_calls: "tool_use",
  max_tokens: "max_tokens",
  refusal: "refusal",
  stop_sequence: "stop_sequence",
};

const ERROR_TYPE: Record<number, string> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  504: "timeout_error",
  529: "overloaded_error",
};

export const anthropicEncoder: Encoder = {
  toolIdPrefix: "toolu_",

  frames(message) {
    const frames: Frame[] = [];
    const add = (kind: Frame["kind"], event: { type: string }) => frames.push({ kind, text: sse(event) });
    add("start", messageStart(message));
    let index = 0;
    const block = (start: object, deltas: readonly object[], kind: "delta" | "tool-delta") => {
      add("block-start", { type: "content_block_start", index, content_block: start } as { type: string });
      for (const delta of deltas)
        add(kind, { type: "content_block_delta", index, delta } as { type: string });
      add("block-end", { type: "content_block_stop", index } as { type: string });
      index += 1;
    };
    if (message.reasoning !== null) {
      const deltas: object[] = pieces(message.reasoning).map((thinking) => ({
        type: "thinking_delta",
        thinking,
      }));
      if (message.signature !== "") deltas.push({ type: "signature_delta", signature: message.signature });
      block({ type: "thinking", thinking: "", signature: "" }, deltas, "delta");
    }
    if (message.text !== null) {
      const deltas = message.text.map((text) => ({ type: "text_delta", text }));
      block({ type: "text", text: "" }, deltas, "delta");
    }
    for (const call of message.toolCalls) {
      const deltas = pieces(call.json).map((part) => ({ type: "input_json_delta", partial_json: part }));
      block({ type: "tool_use", id: call.id, name: call.name, input: {} }, deltas, "tool-delta");
    }
    add("end", {
      type: "message_delta",
      delta: { stop_reason: STOP_REASON[message.stop], stop_sequence: stopSequence(message) },
      usage: usageOf(message.usage),
    } as { type: string });
    add("terminal", { type: "message_stop" });
    return frames;
  },

  json(message) {
    const content: object[] = [];
    if (message.reasoning !== null) {
      content.push({ type: "thinking", thinking: message.reasoning, signature: message.signature });
    }
    if (message.text !== null) content.push({ type: "text", text: message.text.join("") });
    for (const call of message.toolCalls) {
      content.push({ type: "tool_use", id: call.id, name: call.name, input: parsedOr(call.json, {}) });
    }
    return {
      ...messageStart(message).message,
      content,
      stop_reason: STOP_REASON[message.stop],
      stop_sequence: stopSequence(message),
      usage: usageOf(message.usage),
    };
  },

  errorBody(status, message) {
    const type = ERROR_TYPE[status] ?? (status >= 500 ? "api_error" : "invalid_request_error");
    return { type: "error", error: { type, message }, request_id: "req_scripted" };
  },

  errorFrame(error) {
    const type = error.type ?? "overloaded_error";
    return sse({ type: "error", error: { type, message: error.message ?? "Overloaded" } } as {
      type: string;
    });
  },
};

function messageStart(message: ResolvedMessage) {
  return {
    type: "message_start",
    message: {
      id: message.id,
      type: "message",
      role: "assistant",
      model: message.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { ...usageOf(message.usage), output_tokens: 1 },
    },
  };
}

/** A broken `rawInput` cannot be shown in a whole message; only a stream can carry it. */
function parsedOr(json: string, fallback: object): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return fallback;
  }
}

function stopSequence(message: ResolvedMessage): string | null {
  return message.stop === "stop_sequence" ? "STOP" : null;
}

function usageOf(usage: ReplyUsage) {
  return {
    input_tokens: usage.input,
    cache_creation_input_tokens: usage.cacheWrite,
    cache_read_input_tokens: usage.cacheRead,
    output_tokens: usage.output,
    ...(usage.reasoning > 0 ? { output_tokens_details: { thinking_tokens: usage.reasoning } } : {}),
  };
}

function sse(event: { readonly type: string }): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

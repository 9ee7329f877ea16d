/** OpenAI Responses: the scripted server's encoder. */
import { openAiErrorBody } from "./openai-errors.ts";
import type { Encoder, Frame, ReplyUsage, ResolvedMessage } from "./reply.ts";
import { pieces } from "./reply.ts";

export const openAiResponsesEncoder: Encoder = {
  toolIdPrefix: "call_",

  frames(message) {
    const frames: Frame[] = [];
    let sequence = 0;
    const add = (kind: Frame["kind"], type: string, fields: object) => {
      const event = { type, sequence_number: sequence, ...fields };
      sequence += 1;
      frames.push({ kind, text: `event: ${type}\ndata: ${JSON.stringify(event)}\n\n` });
    };
    const items = outputItems(message);
    add("start", "response.created", { response: responseObject(message, "in_progress", []) });
    add("start", "response.in_progress", { response: responseObject(message, "in_progress", []) });
    items.forEach((item, index) => {
      addItem(add, item, index);
    });
    const incomplete = message.stop === "max_tokens" || message.stop === "refusal";
    const status = incomplete ? "incomplete" : "completed";
    add("terminal", `response.${status}`, { response: responseObject(message, status, items) });
    return frames;
  },

  json(message) {
    const incomplete = message.stop === "max_tokens" || message.stop === "refusal";
    return responseObject(message, incomplete ? "incomplete" : "completed", outputItems(message));
  },

  errorBody: openAiErrorBody,

  errorFrame(error) {
    const event = {
      type: "error",
      sequence_number: 1,
      code: error.code ?? error.type ?? "server_error",
      message: error.message ?? "The server had an error while processing your request",
      param: null,
    };
    return `event: error\ndata: ${JSON.stringify(event)}\n\n`;
  },
};

type Item =
  | {
      id: string;
      type: "reasoning";
      summary: { type: "summary_text"; text: string }[];
      encrypted_content: string | null;
    }
  | {
      id: string;
      type: "message";
      role: "assistant";
      status: string;
      content: { type: "output_text"; text: string; annotations: [] }[];
      parts: readonly string[];
    }
  | { id: string; type: "function_call"; call_id: string; name: string; arguments: string; status: string };

function outputItems(message: ResolvedMessage): Item[] {
  const items: Item[] = [];
  if (message.reasoning !== null) {
    items.push({
      id: `rs_${message.id}`,
      type: "reasoning",
      summary: [{ type: "summary_text", text: message.reasoning }],
      encrypted_content: message.signature === "" ? null : message.signature,
    });
  }
  if (message.text !== null) {
    items.push({
      id: `item_${message.id}`,
      type: "message",
      role: "assistant",
      status: "completed",
      content: [{ type: "output_text", text: message.text.join(""), annotations: [] }],
      parts: message.text,
    });
  }
  message.toolCalls.forEach((call, index) => {
    items.push({
      id: `fc_${message.id}_${index + 1}`,
      type: "function_call",
      call_id: call.id,
      name: call.name,
      arguments: call.json,
      status: "completed",
    });
  });
  return items;
}

function addItem(
  add: (kind: Frame["kind"], type: string, fields: object) => void,
  item: Item,
  output_index: number,
): void {
  const at = { item_id: item.id, output_index };
  const done = () => add("block-end", "response.output_item.done", { output_index, item: onWire(item) });
  if (item.type === "reasoning") {
    const text = item.summary[0]?.text ?? "";
    const part = (value: string) => ({
      ...at,
      summary_index: 0,
      part: { type: "summary_text", text: value },
    });
    add("block-start", "response.output_item.added", {
      output_index,
      item: { id: item.id, type: "reasoning", summary: [] },
    });
    add("block-start", "response.reasoning_summary_part.added", part(""));
    for (const delta of pieces(text)) {
      add("delta", "response.reasoning_summary_text.delta", { ...at, summary_index: 0, delta });
    }
    add("block-start", "response.reasoning_summary_text.done", { ...at, summary_index: 0, text });
    add("block-start", "response.reasoning_summary_part.done", part(text));
    return void done();
  }
  if (item.type === "message") {
    const text = item.content[0]?.text ?? "";
    const part = (value: string) => ({
      ...at,
      content_index: 0,
      part: { type: "output_text", text: value, annotations: [] },
    });
    add("block-start", "response.output_item.added", {
      output_index,
      item: { ...onWire(item), status: "in_progress", content: [] },
    });
    add("block-start", "response.content_part.added", part(""));
    for (const delta of item.parts) {
      add("delta", "response.output_text.delta", { ...at, content_index: 0, delta });
    }
    add("block-start", "response.output_text.done", { ...at, content_index: 0, text });
    add("block-start", "response.content_part.done", part(text));
    return void done();
  }
  add("block-start", "response.output_item.added", {
    output_index,
    item: { ...item, arguments: "", status: "in_progress" },
  });
  for (const delta of pieces(item.arguments)) {
    add("tool-delta", "response.function_call_arguments.delta", { ...at, delta });
  }
  add("block-start", "response.function_call_arguments.done", { ...at, arguments: item.arguments });
  done();
}

/** The item without the test's own delta list. */
function onWire(item: Item): object {
  if (item.type !== "message") return item;
  const { parts: _, ...rest } = item;
  return rest;
}

function responseObject(message: ResolvedMessage, status: string, items: readonly Item[]) {
  const reason = message.stop === "refusal" ? "content_filter" : "max_output_tokens";
  return {
    id: `resp_${message.id}`,
    object: "response",
    created_at: 1_760_000_000,
    model: message.model,
    status,
    error: null,
    incomplete_details: status === "incomplete" ? { reason } : null,
    output: items.map(onWire),
    usage: status === "in_progress" ? null : usageOf(message.usage),
  };
}

function usageOf(usage: ReplyUsage) {
  const input = usage.input + usage.cacheRead + usage.cacheWrite;
  return {
    input_tokens: input,
    input_tokens_details: {
      cached_tokens: usage.cacheRead,
      ...(usage.cacheWrite > 0 ? { cache_write_tokens: usage.cacheWrite } : {}),
    },
    output_tokens: usage.output,
    output_tokens_details: { reasoning_tokens: usage.reasoning },
    total_tokens: input + usage.output,
  };
}

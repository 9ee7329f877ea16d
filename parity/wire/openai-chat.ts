/** OpenAI Chat Completions: the scripted server's encoder. */
import { openAiErrorBody } from "./openai-errors.ts";
import type { Encoder, Frame, ReplyStop, ReplyUsage, ResolvedMessage } from "./reply.ts";
import { pieces } from "./reply.ts";

const FINISH_REASON: Record<ReplyStop, string> = {
  stop: "stop",
  tool_calls: "tool_calls",
  max_tokens: "length",
  refusal: "content_filter",
  stop_sequence: "stop",
};

export const openAiChatEncoder: Encoder = {
  toolIdPrefix: "call_",

  frames(message) {
    const frames: Frame[] = [];
    const chunk = (kind: Frame["kind"], choices: readonly object[], more: object = {}) =>
      frames.push({ kind, text: data({ ...envelope(message, "chat.completion.chunk"), choices, ...more }) });
    const delta = (kind: Frame["kind"], value: object) =>
      chunk(kind, [{ index: 0, delta: value, finish_reason: null }]);
    const mark = (kind: Frame["kind"]) => frames.push({ kind, text: "" });

    delta("start", { role: "assistant", content: "" });
    if (message.reasoning !== null) {
      mark("block-start");
      for (const part of pieces(message.reasoning)) delta("delta", { reasoning_content: part });
      mark("block-end");
    }
    if (message.text !== null) {
      mark("block-start");
      for (const part of message.text) delta("delta", { content: part });
      mark("block-end");
    }
    message.toolCalls.forEach((call, index) => {
      const part = (fields: object) => ({ tool_calls: [{ index, ...fields }] });
      delta(
        "block-start",
        part({ id: call.id, type: "function", function: { name: call.name, arguments: "" } }),
      );
      for (const json of pieces(call.json)) delta("tool-delta", part({ function: { arguments: json } }));
      mark("block-end");
    });
    chunk("end", [{ index: 0, delta: {}, finish_reason: FINISH_REASON[message.stop] }]);
    chunk("end", [], { usage: usageOf(message.usage) });
    frames.push({ kind: "terminal", text: "data: [DONE]\n\n" });
    return frames;
  },

  json(message) {
    return {
      ...envelope(message, "chat.completion"),
      choices: [
        {
          index: 0,
          finish_reason: FINISH_REASON[message.stop],
          message: {
            role: "assistant",
            content: message.text === null ? null : message.text.join(""),
            ...(message.reasoning === null ? {} : { reasoning_content: message.reasoning }),
            ...(message.toolCalls.length === 0 ? {} : { tool_calls: message.toolCalls.map(wholeCall) }),
          },
        },
      ],
      usage: usageOf(message.usage),
    };
  },

  errorBody: openAiErrorBody,

  errorFrame(error) {
    return data({
      error: {
        message: error.message ?? "The server had an error while processing your request",
        type: error.type ?? "server_error",
        param: null,
        code: error.code ?? null,
      },
    });
  },
};

function wholeCall(call: ResolvedMessage["toolCalls"][number]) {
  return { id: call.id, type: "function", function: { name: call.name, arguments: call.json } };
}

function envelope(message: ResolvedMessage, object: string) {
  return { id: `chatcmpl-${message.id}`, object, created: 1_760_000_000, model: message.model };
}

function usageOf(usage: ReplyUsage) {
  const prompt = usage.input + usage.cacheRead + usage.cacheWrite;
  return {
    prompt_tokens: prompt,
    completion_tokens: usage.output,
    total_tokens: prompt + usage.output,
    prompt_tokens_details: {
      cached_tokens: usage.cacheRead,
      ...(usage.cacheWrite > 0 ? { cache_write_tokens: usage.cacheWrite } : {}),
    },
    completion_tokens_details: { reasoning_tokens: usage.reasoning },
  };
}

function data(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

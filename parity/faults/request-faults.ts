/** The model ends by itself, or the provider refuses what the request says. */
import { COMPACTED, mendedBy } from "./endings.ts";
import { type Fault, failed, finished, incomplete } from "./fault.ts";
import { error } from "./provider-errors.ts";

export const REQUEST_FAULTS: readonly Fault[] = [
  {
    id: "refusal",
    title: "the model refuses",
    kind: "content_policy",
    reply: () => ({ text: "I cannot help with that.", stop: "refusal" }),
    ends: { alone: incomplete("refusal"), model: incomplete("refusal") },
    proves: ["FAIL-01", "FAIL-14"],
  },
  {
    id: "max-tokens",
    title: "the reply reaches the output limit",
    kind: "retry_limit",
    reply: () => ({ text: "As far as it goes", stop: "max_tokens" }),
    ends: { alone: incomplete("max_tokens"), model: incomplete("max_tokens") },
    proves: ["FAIL-14"],
  },
  {
    id: "overflow-prompt",
    title: "overflow: prompt is too long",
    kind: "context_overflow",
    reply: ({ api }) => error(api, 400, "prompt is too long: 250000 tokens > 200000 maximum"),
    ends: { ...COMPACTED, profile: failed(1), model: failed(1) },
    proves: ["FAIL-12", "FAIL-02", "FAIL-06"],
  },
  {
    id: "overflow-sum",
    title: "overflow: input length and max_tokens",
    kind: "context_overflow",
    reply: ({ api }) =>
      error(
        api,
        400,
        "input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000, decrease input length or `max_tokens` and try again",
      ),
    ends: COMPACTED,
    proves: ["FAIL-12", "FAIL-02", "FAIL-06"],
  },
  {
    id: "overflow-code",
    title: "overflow: context_length_exceeded",
    kind: "context_overflow",
    reply: ({ api }) => {
      const message =
        "This model's maximum context length is 200000 tokens. However, your messages resulted in 250000 tokens.";
      const code = "context_length_exceeded";
      return api === "anthropic-messages"
        ? { status: 400, body: { type: "error", error: { type: code, message } } }
        : {
            status: 400,
            body: { error: { message, type: "invalid_request_error", param: "messages", code } },
          };
    },
    ends: COMPACTED,
    proves: ["FAIL-12", "FAIL-02", "FAIL-06"],
  },
  {
    id: "role-order",
    title: "order of roles",
    kind: "role_ordering",
    reply: ({ api }) => error(api, 400, 'messages: roles must alternate between "user" and "assistant"'),
    ends: { ...mendedBy("repair-order"), model: failed(2, "repair-order") },
    says: /\/new/,
    proves: ["FAIL-09"],
  },
  {
    id: "unpaired-call",
    title: "a tool call without its result",
    kind: "role_ordering",
    reply: ({ api }) =>
      error(
        api,
        400,
        api === "anthropic-messages"
          ? "messages.2: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_01. Each `tool_use` block must have a corresponding `tool_result` block in the next message."
          : "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'.",
      ),
    ends: mendedBy("repair-order"),
    says: /\/new/,
    proves: ["FAIL-09"],
  },
  {
    id: "image-size",
    title: "image too large",
    kind: "image_size",
    prompt: { image: true },
    changesBody: true,
    reply: ({ api }) =>
      error(
        api,
        400,
        "messages.0.content.1.image.source.base64: image exceeds 5 MB maximum: 6291456 bytes > 5242880 bytes",
      ),
    ends: mendedBy("shrink-images"),
    says: /^Image too large for the model \(max 5 MB\)\. Please compress or resize the image and try again\.$/,
    proves: ["FAIL-10"],
  },
  {
    id: "image-dimension",
    title: "image of too many pixels",
    kind: "image_dimension",
    prompt: { image: true },
    changesBody: true,
    reply: ({ api }) =>
      error(
        api,
        400,
        "messages.0.content.1.image.source.base64.data: At least one of the image dimensions exceed max allowed size: 8000 pixels",
      ),
    ends: mendedBy("shrink-images"),
    says: /^Image too large for the model\. Please compress or resize the image and try again\.$/,
    proves: ["FAIL-10"],
  },
  {
    id: "thinking",
    title: "thinking level not supported",
    kind: "thinking_unsupported",
    prompt: { thinking: "high" },
    changesBody: true,
    reply: ({ api }) =>
      error(
        api,
        400,
        "Unsupported value: 'high' is not supported with this model. Supported values are: 'low' and 'medium'.",
      ),
    ends: {
      alone: failed(3, "lower-thinking", "lower-thinking"),
      model: finished(4, "lower-thinking", "lower-thinking", "fall-back"),
      passing: finished(2, "lower-thinking"),
    },
    proves: ["FAIL-08"],
  },
];

/** Tandem's own entries as they are read back from a file: nothing in a file is believed unseen. */
import { z } from "zod";
import { ERROR_CODES, type ErrorCode, FAILURE_KINDS } from "../../kernel/errors.ts";
import type { PastEntry } from "../store.ts";

const text = z.object({ type: z.literal("text"), text: z.string(), signature: z.string().exactOptional() });
const image = z.object({ type: z.literal("image"), mimeType: z.string(), data: z.string() });
const thinking = z.object({
  type: z.literal("thinking"),
  text: z.string(),
  signature: z.string().exactOptional(),
  redacted: z.boolean().exactOptional(),
});
const toolCall = z.object({
  type: z.literal("tool-call"),
  id: z.string(),
  name: z.string(),
  input: z.record(z.string(), z.unknown()),
  signature: z.string().exactOptional(),
});

export const userContentSchema = z.array(z.discriminatedUnion("type", [text, image]));
export const assistantContentSchema = z.array(z.discriminatedUnion("type", [text, thinking, toolCall]));

const runtime = z.enum(["pi", "claude", "recipe"]);
const tokens = z.number().nonnegative();
const errorCodes = [...Object.keys(ERROR_CODES), ...FAILURE_KINDS] as ErrorCode[];

const error = z.object({
  code: z.enum(errorCodes),
  kind: z.enum(FAILURE_KINDS),
  message: z.string(),
  remediation: z.string(),
  retryable: z.boolean(),
  field: z.string().exactOptional(),
  details: z.record(z.string(), z.unknown()).exactOptional(),
  cause: z.string().exactOptional(),
});

/** An assistant message without its content. */
export const answerSchema = z.object({
  origin: z.object({
    runtime,
    provider: z.string(),
    model: z.string(),
    api: z.string(),
    profile: z.string().exactOptional(),
  }),
  stop: z.enum(["stop", "tool_calls", "max_tokens", "refusal", "stop_sequence", "error", "aborted"]),
  usage: z.object({
    input: tokens,
    output: tokens,
    cacheRead: tokens,
    cacheWrite: tokens,
    reasoning: tokens,
  }),
  costUsd: z.number().nullable(),
  usageReport: z.enum(["partial", "unknown"]).exactOptional(),
  error: error.exactOptional(),
});

const base = { runId: z.string().nullable(), createdAt: z.number() };

/** Whole entries, except compactions, which name another entry. */
export const pastEntrySchema = z.discriminatedUnion("type", [
  z.object({
    ...base,
    type: z.literal("user"),
    message: z.object({ role: z.literal("user"), content: userContentSchema }),
  }),
  z.object({
    ...base,
    type: z.literal("assistant"),
    message: answerSchema.extend({ role: z.literal("assistant"), content: assistantContentSchema }),
  }),
  z.object({
    ...base,
    type: z.literal("tool_result"),
    message: z.object({
      role: z.literal("tool"),
      toolCallId: z.string(),
      toolName: z.string(),
      content: userContentSchema,
      isError: z.boolean(),
    }),
  }),
  z.object({ ...base, type: z.literal("change"), runtime, provider: z.string(), model: z.string() }),
  z.object({ ...base, type: z.literal("custom"), name: z.string(), data: z.unknown() }),
]) satisfies z.ZodType<PastEntry>;

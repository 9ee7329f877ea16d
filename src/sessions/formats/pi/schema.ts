/** Lines of a Pi session file, versions 1 to 3, as far as they are read. */
import { z } from "zod";

const text = z.looseObject({
  type: z.literal("text"),
  text: z.string(),
  textSignature: z.string().nullish(),
});
const image = z.looseObject({ type: z.literal("image"), data: z.string(), mimeType: z.string() });
const thinking = z.looseObject({
  type: z.literal("thinking"),
  thinking: z.string(),
  thinkingSignature: z.string().nullish(),
  redacted: z.boolean().nullish(),
});
const toolCall = z.looseObject({
  type: z.literal("toolCall"),
  id: z.string(),
  name: z.string(),
  arguments: z.record(z.string(), z.unknown()),
  thoughtSignature: z.string().nullish(),
});

const blocks = z.array(z.union([text, image, thinking, toolCall]));
export type PiBlock = z.output<typeof blocks>[number];

/** Text alone, blocks, or nothing at all in old and hand-made files. */
export const piContent = z
  .union([z.string().transform((value): PiBlock[] => [{ type: "text", text: value }]), blocks])
  .nullish()
  .transform((value): PiBlock[] => value ?? []);

const tokens = z.number().nonnegative().catch(0);

const message = z.discriminatedUnion("role", [
  z.looseObject({ role: z.literal("user"), content: piContent }),
  z.looseObject({
    role: z.literal("assistant"),
    content: piContent,
    api: z.string().default("unknown"),
    provider: z.string().default("unknown"),
    model: z.string().default("unknown"),
    usage: z
      .looseObject({
        input: tokens,
        output: tokens,
        cacheRead: tokens,
        cacheWrite: tokens,
        reasoning: tokens,
        cost: z.looseObject({ total: tokens }).optional(),
      })
      .optional(),
    stopReason: z.string().optional(),
    rawStopReason: z.string().nullish(),
    errorMessage: z.string().nullish(),
  }),
  z.looseObject({
    role: z.literal("toolResult"),
    toolCallId: z.string(),
    toolName: z.string().default("unknown"),
    content: piContent,
    isError: z.boolean().default(false),
  }),
  // Text that an extension put into the conversation; version 2 calls it a hook's.
  z.looseObject({ role: z.enum(["custom", "hookMessage"]), content: piContent }),
  z.looseObject({
    role: z.literal("bashExecution"),
    command: z.string(),
    output: z.string().default(""),
    exitCode: z.number().nullish(),
    cancelled: z.boolean().nullish(),
    excludeFromContext: z.boolean().nullish(),
  }),
  z.looseObject({ role: z.enum(["branchSummary", "compactionSummary"]), summary: z.string() }),
  z.looseObject({ role: z.literal("system") }),
]);
export type PiMessage = z.output<typeof message>;

const replacement = z.looseObject({ content: piContent }).nullable();

export const piEntrySchema = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("message"), message }),
  z.looseObject({ type: z.literal("custom_message"), content: piContent }),
  z.looseObject({ type: z.literal("branch_summary"), summary: z.string() }),
  z.looseObject({
    type: z.literal("compaction"),
    summary: z.string(),
    firstKeptEntryId: z.string().optional(),
    firstKeptEntryIndex: z.int().optional(),
    tokensBefore: tokens,
  }),
  z.looseObject({ type: z.literal("model_change"), provider: z.string(), modelId: z.string() }),
  z.looseObject({ type: z.literal("session_info"), name: z.string().optional() }),
  z.looseObject({ type: z.literal("custom"), customType: z.string(), data: z.unknown() }),
  z.looseObject({ type: z.literal("context_edit"), targetId: z.string(), replacement }),
  z.looseObject({ type: z.enum(["label", "usage", "thinking_level_change"]) }),
]);
export type PiEntry = z.output<typeof piEntrySchema>;

export const piHeaderSchema = z.looseObject({
  type: z.literal("session"),
  id: z.string(),
  version: z.int().min(1).default(1),
});

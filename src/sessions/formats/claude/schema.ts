/** Lines of Claude Code's session file, as far as they are read. */
import { z } from "zod";
import { answerContent, promptContent } from "./blocks.ts";

const tokens = z.number().nonnegative().catch(0);

export const promptLine = z.looseObject({
  type: z.literal("user"),
  isMeta: z.boolean().nullish(),
  isCompactSummary: z.boolean().nullish(),
  message: z.looseObject({ content: promptContent }),
});

export const answerLine = z.looseObject({
  type: z.literal("assistant"),
  isApiErrorMessage: z.boolean().nullish(),
  message: z.looseObject({
    id: z.string().optional(),
    model: z.string().default("unknown"),
    content: answerContent,
    stop_reason: z.string().nullish(),
    usage: z
      .looseObject({
        input_tokens: tokens,
        output_tokens: tokens,
        cache_read_input_tokens: tokens,
        cache_creation_input_tokens: tokens,
      })
      .optional(),
  }),
});

export const boundaryLine = z.looseObject({
  type: z.literal("system"),
  subtype: z.literal("compact_boundary"),
  logicalParentUuid: z.string().nullish(),
  compactMetadata: z
    .looseObject({
      preTokens: tokens,
      // The first message that was kept, in the two forms that there are.
      preservedSegment: z.looseObject({ headUuid: z.string() }).optional(),
      preservedMessages: z.looseObject({ uuids: z.array(z.string()) }).optional(),
    })
    .optional(),
});

export const titleLine = z.union([
  z.looseObject({ type: z.literal("custom-title"), customTitle: z.string() }),
  z.looseObject({ type: z.literal("ai-title"), aiTitle: z.string() }),
  z.looseObject({ type: z.literal("summary"), summary: z.string() }),
]);

export type PromptLine = z.output<typeof promptLine>;
export type AnswerLine = z.output<typeof answerLine>;

/**
 * What Tandem knows of an entry and another program's file has no place for, kept on the line under the key `tandem`: both programs
 * leave keys that they do not know alone.
 */
import { z } from "zod";
import type { AssistantMessage } from "../message.ts";
import { answerSchema, assistantContentSchema, userContentSchema } from "./entry-schema.ts";

const run = z.string().nullable();

const promptMark = z.object({ run, content: userContentSchema.exactOptional() });
const answerMark = z.object({ run, answer: answerSchema, content: assistantContentSchema.exactOptional() });
const resultMark = z.object({
  run,
  toolCallId: z.string().exactOptional(),
  toolName: z.string().exactOptional(),
  content: userContentSchema.exactOptional(),
});
const changeMark = z.object({ run, runtime: z.enum(["pi", "claude", "recipe"]) });
const compactionMark = z.object({
  run,
  tokensBefore: z.number().nonnegative(),
  tokensAfter: z.number().nonnegative(),
});

export type PromptMark = z.output<typeof promptMark>;
export type AnswerMark = z.output<typeof answerMark>;
export type ResultMark = z.output<typeof resultMark>;
export type ChangeMark = z.output<typeof changeMark>;
export type CompactionMark = z.output<typeof compactionMark>;

const reader =
  <T>(schema: z.ZodType<T>) =>
  (line: { readonly tandem?: unknown }): T | null =>
    schema.safeParse(line.tandem).data ?? null;

/** `null`: another program wrote the line. */
export const readPromptMark = reader(promptMark);
export const readAnswerMark = reader(answerMark);
export const readResultMark = reader(resultMark);
export const readChangeMark = reader(changeMark);
export const readCompactionMark = reader(compactionMark);

export function answerOf(message: AssistantMessage): AnswerMark["answer"] {
  const { origin, stop, usage, costUsd, usageReport, error } = message;
  return {
    origin,
    stop,
    usage,
    costUsd,
    ...(usageReport === undefined ? {} : { usageReport }),
    ...(error === undefined ? {} : { error }),
  };
}

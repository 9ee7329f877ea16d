/** Settings of the memory. */
import { z } from "zod";

export const memorySchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe("Whether agents have a memory: its tools, and its place in the prompt"),
    dir: z
      .string()
      .optional()
      .describe(
        "Folder of the notes, one folder below it for each agent; default `memory` in the data folder",
      ),
    inGroups: z
      .boolean()
      .default(false)
      .describe("Whether turns that come from a group have it too: everybody there can ask what it holds"),
    flush: z
      .strictObject({
        enabled: z
          .boolean()
          .default(true)
          .describe("Whether the model saves what matters before a compaction"),
        softThresholdTokens: z
          .int()
          .nonnegative()
          .default(4_000)
          .describe("How many tokens before the point of compaction that happens"),
      })
      .prefault({}),
    feedback: z
      .strictObject({
        enabled: z
          .boolean()
          .default(false)
          .describe(
            "Whether a model judges which found notes were of use, so that they are found first later",
          ),
        model: z.string().optional().describe("Model string, a cheap one; default the turn's own model"),
      })
      .prefault({}),
  })
  .prefault({})
  .describe("What an agent keeps beyond a conversation: Markdown files that people can read and edit");

export type MemoryConfig = z.output<typeof memorySchema>;

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
      .describe("Folder for the notes, with a folder per agent in it; default: `memory` in the data folder"),
    inGroups: z
      .boolean()
      .default(false)
      .describe(
        "Whether turns that come from a group have it, too: everybody there can ask what it contains",
      ),
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
          .describe("How many tokens before the compaction threshold that happens"),
      })
      .prefault({}),
    feedback: z
      .strictObject({
        enabled: z
          .boolean()
          .default(false)
          .describe(
            "Whether a model judges which notes were useful, so that later searches rank them higher",
          ),
        model: z
          .string()
          .optional()
          .describe("Model string, ideally of a cheap model; default: the turn's own model"),
      })
      .prefault({}),
  })
  .prefault({})
  .describe("What an agent keeps beyond a conversation: Markdown files that people can read and edit");

export type MemoryConfig = z.output<typeof memorySchema>;

/** What the configuration says of subagents. */
import { z } from "zod";

/** `subagents` of the configuration. */
export const subagentsSchema = z
  .strictObject({
    maxDepth: z
      .int()
      .nonnegative()
      .default(2)
      .describe(
        "How deep subagents may be nested: 1 means that they can't start their own, 0 that no turn can start any",
      ),
    maxChildren: z.int().positive().default(16).describe("Most subagents per turn"),
    timeoutMs: z
      .number()
      .positive()
      .optional()
      .describe("Milliseconds for one subagent; default: the time left of the turn that started it"),
    maxResultChars: z
      .int()
      .positive()
      .default(20_000)
      .describe("Most characters of a subagent's reply that its parent is given"),
  })
  .prefault({});

export type SubagentsConfig = z.output<typeof subagentsSchema>;

/** What the configuration says of subagents. */
import { z } from "zod";

/** `subagents` of the configuration. */
export const subagentsSchema = z
  .strictObject({
    maxDepth: z
      .int()
      .nonnegative()
      .default(2)
      .describe("Subagents below one another: 1 lets none spawn further ones, 0 lets no turn spawn any"),
    maxChildren: z.int().positive().default(16).describe("Subagents that one turn may spawn in all"),
    timeoutMs: z
      .number()
      .positive()
      .optional()
      .describe("Milliseconds for one subagent; default: what is left of the turn that spawned it"),
    maxResultChars: z
      .int()
      .positive()
      .default(20_000)
      .describe("Characters of a subagent's reply that its parent is given"),
  })
  .prefault({});

export type SubagentsConfig = z.output<typeof subagentsSchema>;

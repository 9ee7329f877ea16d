/** Settings of the workspace's files that are in the system prompt. */
import { z } from "zod";

/** The files that are looked for, in the order in which they are in the prompt. */
export const BOOTSTRAP_FILES = [
  "AGENTS.md",
  "SOUL.md",
  "TOOLS.md",
  "IDENTITY.md",
  "USER.md",
  "HEARTBEAT.md",
  "BOOTSTRAP.md",
  "MEMORY.md",
] as const;

export const bootstrapSchema = z
  .strictObject({
    files: z
      .array(z.string().regex(/^[^/\\]+$/, "must be a plain file name"))
      .default([...BOOTSTRAP_FILES])
      .describe("Workspace files to include in the system prompt, in this order; empty: none"),
    maxChars: z
      .int()
      .min(1_000)
      .default(20_000)
      .describe("Most characters per file; a longer one is cut to the first 70 % and the last 20 % of that"),
  })
  .prefault({})
  .describe("Files of the workspace that tell the agent who it is and how to work");

export type BootstrapConfig = z.output<typeof bootstrapSchema>;

/** What the configuration says of the Claude engine's two harnesses. */
import { z } from "zod";
import { HARNESSES } from "./harness.ts";
import { protectedOptions } from "./sdk-options.ts";
import { NATIVE_NAMES, unofferable } from "./tools.ts";

export const harnessSchema = z
  .enum(HARNESSES)
  .describe("How the Claude engine runs: clean, or native with Claude Code's own tools");

const toolName = z.string().superRefine((name, context) => {
  const reason = unofferable(name);
  if (reason !== null) context.addIssue({ code: "custom", message: reason });
});

/** A subagent of the native Agent tool, in Claude Code's own words, as far as it stays inside Tandem's rules. */
const agentSchema = z.strictObject({
  description: z.string().min(1).describe("When to use it"),
  prompt: z.string().min(1).describe("Its system prompt"),
  tools: z.array(z.string()).optional().describe("Tools it may use; default: all that are offered"),
  disallowedTools: z.array(z.string()).optional().describe("Tools it may not use"),
  maxTurns: z.int().positive().optional().describe("Most model calls"),
});

export const nativeSchema = z
  .strictObject({
    tools: z
      .array(toolName)
      .default([])
      .describe(
        `Claude Code's tools to offer, instead of Tandem's own of the same kind: ${NATIVE_NAMES.join(", ")}`,
      ),
    agents: z.record(z.string(), agentSchema).default({}).describe("Subagents of the Agent tool, by name"),
    sdkOptions: z
      .record(z.string(), z.unknown())
      .default({})
      .superRefine((options, context) => {
        for (const { path, reason } of protectedOptions(options))
          context.addIssue({ code: "custom", path: [...path], message: reason });
      })
      .describe("More options of the Claude Agent SDK; those that Tandem controls are refused by name"),
  })
  .prefault({})
  .describe("For the native harness");

export type NativeConfig = z.output<typeof nativeSchema>;

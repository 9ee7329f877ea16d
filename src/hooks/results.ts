/** What handlers may answer, checked at run time: shell commands and untyped extensions answer what they like. */
import { z } from "zod";

const text = z.string();
const input = z.record(z.string(), z.unknown());

/**
 * Claude Code's answer to any of its events. Fields that say nothing about an event are ignored, unknown ones too; those known here
 * must be of the right type.
 */
export const claudeResultSchema = z.looseObject({
  /** False: the turn ends here. */
  continue: z.boolean().optional(),
  stopReason: text.optional(),
  /** `block`: the tool is refused, the prompt is not sent, the model goes on, the history is not summarised. */
  decision: z.enum(["approve", "block"]).optional(),
  /** For the model (or, for a prompt, the user). */
  reason: text.optional(),
  /** Shown to the user. */
  systemMessage: text.optional(),
  hookSpecificOutput: z
    .looseObject({
      hookEventName: text.optional(),
      /** `deny` refuses, `ask` has a person asked, `allow` lifts nothing that policy or a person must decide. */
      permissionDecision: z.enum(["allow", "deny", "ask", "defer"]).optional(),
      permissionDecisionReason: text.optional(),
      /** Takes the place of the tool's whole input, and must fit its schema. */
      updatedInput: input.optional(),
      /** For the model to read: with the prompt, or with the tool's result. */
      additionalContext: text.optional(),
      /** Takes the place of the tool's result. */
      updatedToolOutput: z.unknown().optional(),
      updatedMCPToolOutput: z.unknown().optional(),
    })
    .optional(),
});
export type ClaudeHookResult = z.infer<typeof claudeResultSchema>;

const content = z.array(
  z.union([
    z.object({ type: z.literal("text"), text }),
    z.object({ type: z.literal("image"), mimeType: text, data: text }),
  ]),
);

export const bootstrapResultSchema = z.object({
  files: z
    .array(
      z.object({
        name: text.min(1),
        path: text.nullable().default(null),
        text,
        rawChars: z.number().optional(),
      }),
    )
    .optional(),
});
export type BootstrapResult = z.input<typeof bootstrapResultSchema>;

export const agentStartResultSchema = z.object({
  systemPrompt: text.optional(),
  prependContext: text.optional(),
});
export type AgentStartResult = z.infer<typeof agentStartResultSchema>;

export const toolCallResultSchema = z.object({
  decision: z.enum(["allow", "deny", "ask"]).optional(),
  reason: text.optional(),
  input: input.optional(),
});
export type ToolCallResult = z.infer<typeof toolCallResultSchema>;

export const toolResultResultSchema = z.object({
  content: z.union([text, content]).optional(),
  isError: z.boolean().optional(),
});
export type ToolResultResult = z.infer<typeof toolResultResultSchema>;

export const sendingResultSchema = z.object({
  text: text.optional(),
  cancel: z.boolean().optional(),
  reason: text.optional(),
});
export type SendingResult = z.infer<typeof sendingResultSchema>;

/** What handlers may answer, checked at run time: shell commands and untyped extensions answer what they like. */
import { z } from "zod";
import type { UserContent } from "../sessions/message.ts";

const text = z.string();
const input = z.record(z.string(), z.unknown());

/**
 * Claude Code's answer to any of its events. Fields that say nothing about an event are ignored, unknown ones too; those known here
 * must be of the right type.
 */
export interface ClaudeHookResult {
  readonly [more: string]: unknown;
  /** False: the turn ends here. */
  readonly continue?: boolean;
  readonly stopReason?: string;
  /** `block`: the tool is refused, the prompt is not sent, the model continues, the history is not summarised. */
  readonly decision?: "approve" | "block";
  /** For the model (or, for a prompt, the user). */
  readonly reason?: string;
  /** Shown to the user. */
  readonly systemMessage?: string;
  readonly hookSpecificOutput?: {
    readonly [more: string]: unknown;
    readonly hookEventName?: string;
    /** `deny` refuses, `ask` has a person asked, `allow` lifts nothing that policy or a person must decide. */
    readonly permissionDecision?: "allow" | "deny" | "ask" | "defer";
    readonly permissionDecisionReason?: string;
    /** Takes the place of the tool's whole input, and must fit its schema. */
    readonly updatedInput?: Readonly<Record<string, unknown>>;
    /** For the model to read: with the prompt, or with the tool's result. */
    readonly additionalContext?: string;
    /** Takes the place of the tool's result. */
    readonly updatedToolOutput?: unknown;
    readonly updatedMCPToolOutput?: unknown;
  };
}

export const claudeResultSchema = z.looseObject({
  continue: z.boolean().optional(),
  stopReason: text.optional(),
  decision: z.enum(["approve", "block"]).optional(),
  reason: text.optional(),
  systemMessage: text.optional(),
  hookSpecificOutput: z
    .looseObject({
      hookEventName: text.optional(),
      permissionDecision: z.enum(["allow", "deny", "ask", "defer"]).optional(),
      permissionDecisionReason: text.optional(),
      updatedInput: input.optional(),
      additionalContext: text.optional(),
      updatedToolOutput: z.unknown().optional(),
      updatedMCPToolOutput: z.unknown().optional(),
    })
    .optional(),
}) satisfies z.ZodType<ClaudeHookResult>;

const content = z.array(
  z.union([
    z.object({ type: z.literal("text"), text }),
    z.object({ type: z.literal("image"), mimeType: text, data: text }),
  ]),
);

/** The bootstrap files as they shall be, instead of those there were. */
export interface BootstrapResult {
  readonly files?: readonly {
    readonly name: string;
    readonly path?: string | null;
    readonly text: string;
    readonly rawChars?: number;
  }[];
}

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

export interface AgentStartResult {
  /** In place of the whole system prompt. */
  readonly systemPrompt?: string;
  /** Put before the prompt. */
  readonly prependContext?: string;
}

export const agentStartResultSchema = z.object({
  systemPrompt: text.optional(),
  prependContext: text.optional(),
}) satisfies z.ZodType<AgentStartResult>;

export interface ToolCallResult {
  readonly decision?: "allow" | "deny" | "ask";
  readonly reason?: string;
  /** In place of the call's whole input. */
  readonly input?: Readonly<Record<string, unknown>>;
}

export const toolCallResultSchema = z.object({
  decision: z.enum(["allow", "deny", "ask"]).optional(),
  reason: text.optional(),
  input: input.optional(),
}) satisfies z.ZodType<ToolCallResult>;

export interface ToolResultResult {
  readonly content?: string | readonly UserContent[];
  readonly isError?: boolean;
}

export const toolResultResultSchema = z.object({
  content: z.union([text, content]).optional(),
  isError: z.boolean().optional(),
});

export interface SendingResult {
  /** In place of the message's text. */
  readonly text?: string;
  /** True: nothing is sent. */
  readonly cancel?: boolean;
  readonly reason?: string;
}

export const sendingResultSchema = z.object({
  text: text.optional(),
  cancel: z.boolean().optional(),
  reason: text.optional(),
}) satisfies z.ZodType<SendingResult>;

/** Reads what a handler answered as what it asks for. Pure. */
import { z } from "zod";
import type { HookEvent } from "./events.ts";
import { isClaudeEvent } from "./events.ts";
import {
  agentStartResultSchema,
  bootstrapResultSchema,
  type ClaudeHookResult,
  claudeResultSchema,
  sendingResultSchema,
  toolCallResultSchema,
  toolResultResultSchema,
} from "./results.ts";

/** What one handler wants. */
export interface Effect {
  /** It must not happen. */
  readonly deny?: string | undefined;
  /** A person must be asked. */
  readonly ask?: string | undefined;
  /** The turn must end. */
  readonly stop?: string | undefined;
  /** For the model to read. */
  readonly context?: string | undefined;
  /** For the user. */
  readonly message?: string | undefined;
  /** Fields of the event that have another value from here on. */
  readonly change?: Readonly<Record<string, unknown>> | undefined;
}

export const NO_EFFECT: Effect = {};

/** Events whose handlers can keep what is announced from happening. */
const DENIABLE: ReadonlySet<HookEvent> = new Set<HookEvent>([
  "PreToolUse",
  "UserPromptSubmit",
  "Stop",
  "SubagentStop",
  "PreCompact",
  "before_tool_call",
  "message_sending",
]);

/** Events after something was done: a refusal is passed on to the model. */
const FEEDBACK: ReadonlySet<HookEvent> = new Set<HookEvent>(["PostToolUse", "PostToolUseFailure"]);

/** Events whose handlers may add something for the model to read. */
const CONTEXT: ReadonlySet<HookEvent> = new Set<HookEvent>([
  ...FEEDBACK,
  "PreToolUse",
  "UserPromptSubmit",
  "SessionStart",
  "SubagentStart",
]);

/** Events where plain text on a command's standard output is such an addition. */
const TEXT_IS_CONTEXT: ReadonlySet<HookEvent> = new Set<HookEvent>([
  "UserPromptSubmit",
  "SessionStart",
  "SubagentStart",
  "before_agent_start",
]);

const NO_REASON = "A hook refused it without giving a reason.";

/** A refusal of `event`, as far as it can be refused; `null`: it cannot. */
export function refusal(event: HookEvent, reason: string): Effect | null {
  if (DENIABLE.has(event)) return { deny: reason || NO_REASON };
  return FEEDBACK.has(event) ? { context: reason || NO_REASON } : null;
}

/** Whether plain text that a command printed is for the model to read. */
export function takesText(event: HookEvent): boolean {
  return TEXT_IS_CONTEXT.has(event);
}

/** What plain text that a command printed means. */
export function effectOfText(event: HookEvent, text: string): Effect {
  return text !== "" && takesText(event) ? { context: text } : NO_EFFECT;
}

/** Throws an Error that says what is wrong with the answer. */
export function effectOf(event: HookEvent, answer: unknown): Effect {
  if (answer === undefined || answer === null) return NO_EFFECT;
  if (isClaudeEvent(event)) return claudeEffect(event, read(claudeResultSchema, answer));
  switch (event) {
    case "agent:bootstrap": {
      const { files } = read(bootstrapResultSchema, answer);
      return files === undefined ? NO_EFFECT : { change: { files } };
    }
    case "before_agent_start": {
      const { systemPrompt, prependContext } = read(agentStartResultSchema, answer);
      return { context: prependContext || undefined, change: changeOf({ systemPrompt }) };
    }
    case "before_tool_call": {
      const { decision, reason, input } = read(toolCallResultSchema, answer);
      if (decision === "deny") return { deny: reason || NO_REASON };
      return { ask: decision === "ask" ? (reason ?? "") : undefined, change: changeOf({ input }) };
    }
    case "after_tool_call": {
      const { content, isError } = read(toolResultResultSchema, answer);
      const blocks = typeof content === "string" ? [{ type: "text", text: content }] : content;
      return { change: changeOf({ content: blocks, isError }) };
    }
    case "message_sending": {
      const { text, cancel, reason } = read(sendingResultSchema, answer);
      return cancel ? { deny: reason || NO_REASON } : { change: changeOf({ text }) };
    }
    default:
      return NO_EFFECT;
  }
}

function claudeEffect(event: HookEvent, result: ClaudeHookResult): Effect {
  const { hookSpecificOutput: special = {} } = result;
  assertPlaced(result, special);
  if (special.hookEventName !== undefined && special.hookEventName !== event) {
    throw new Error(`its hookSpecificOutput is for ${special.hookEventName}`);
  }
  const stop =
    result.continue === false ? { stop: result.stopReason || "A hook ended the turn." } : undefined;
  const message = result.systemMessage || undefined;
  const denied = event === "PreToolUse" && special.permissionDecision === "deny";
  if (denied || result.decision === "block") {
    const reason = (denied && special.permissionDecisionReason) || result.reason || "";
    return { ...refusal(event, reason), ...stop, message };
  }
  const asks = event === "PreToolUse" && special.permissionDecision === "ask";
  return {
    ...stop,
    message,
    ask: asks ? (special.permissionDecisionReason ?? result.reason ?? "") : undefined,
    context: (CONTEXT.has(event) && special.additionalContext) || undefined,
    change: claudeChange(event, special),
  };
}

/** Fields that decide, where they belong. */
const DECIDING = {
  top: ["decision", "continue"],
  special: ["permissionDecision", "permissionDecisionReason"],
};

/** A decision under another name or in the other place was meant as one: it is a mistake, not an answer without a decision. */
function assertPlaced(result: ClaudeHookResult, special: object): void {
  for (const [fields, place, known] of [
    [result, "its answer", DECIDING.top],
    [special, "its answer's hookSpecificOutput", DECIDING.special],
  ] as const) {
    const stray = Object.keys(fields).find(
      (key) =>
        /decision|^(?:block|deny|denied|blocked|allow|allowed|approve)$/i.test(key) && !known.includes(key),
    );
    if (stray !== undefined) throw new Error(`${place} has no field "${stray}"`);
  }
}

function claudeChange(
  event: HookEvent,
  special: NonNullable<ClaudeHookResult["hookSpecificOutput"]>,
): Effect["change"] {
  if (event === "PreToolUse") return changeOf({ tool_input: special.updatedInput });
  if (event !== "PostToolUse") return undefined;
  return changeOf({ tool_response: special.updatedToolOutput ?? special.updatedMCPToolOutput });
}

/** The fields that have a value; `undefined`: none. */
function changeOf(fields: Readonly<Record<string, unknown>>): Effect["change"] {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function read<T extends z.ZodType>(schema: T, answer: unknown): z.output<T> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new Error(`its answer does not fit: ${z.prettifyError(parsed.error).replace(/\s*\n\s*/g, " ")}`);
}

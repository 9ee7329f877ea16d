/** A message of a Pi session as an entry. */
import { NO_USAGE } from "../../../cost/usage.ts";
import { TandemError } from "../../../kernel/errors.ts";
import type { EntryDraft } from "../../entry.ts";
import type { AssistantContent, AssistantMessage, ModelStop, UserContent } from "../../message.ts";
import type { Line } from "../lines.ts";
import { readAnswerMark, readPromptMark, readResultMark } from "../mark.ts";
import type { PiBlock, PiMessage } from "./schema.ts";

export interface PiMessageLine {
  readonly id: string;
  readonly line: Line;
  /** What Pi sends instead of the content; `null`: nothing. */
  readonly edit: readonly PiBlock[] | null | undefined;
}

type PiAnswer = Extract<PiMessage, { role: "assistant" }>;

/** The message's entry; a text says why it has none. */
export function readPiMessage({ id, line, edit }: PiMessageLine, message: PiMessage): EntryDraft | string {
  switch (message.role) {
    case "user":
    case "custom":
    case "hookMessage": {
      // A prompt that is not sent is one that its run has not answered.
      const runId = readPromptMark(line.value)?.run ?? (edit === null ? `pi:${id}` : null);
      return prompt(userContent(edit ?? message.content), runId);
    }
    case "bashExecution":
      return message.excludeFromContext || edit === null ? UNSENT : prompt(textBlock(ranText(message)));
    case "branchSummary":
    case "compactionSummary":
      return prompt(textBlock(message.summary));
    case "assistant": {
      const mark = readAnswerMark(line.value);
      const answer = mark?.answer ?? foreignAnswer(message);
      if (edit === null && answer.stop !== "error" && answer.stop !== "aborted") return UNSENT;
      const content = assistantContent(edit ?? message.content, answer.origin.api);
      return {
        type: "assistant",
        runId: mark?.run ?? null,
        message: { role: "assistant", content, ...answer },
      };
    }
    case "toolResult": {
      if (edit === null) return UNSENT;
      const mark = readResultMark(line.value);
      const { toolName, isError } = message;
      const toolCallId = mark?.toolCallId ?? callId(message.toolCallId).id;
      const content = userContent(edit ?? message.content);
      return {
        type: "tool_result",
        runId: mark?.run ?? null,
        message: { role: "tool", toolCallId, toolName, content, isError },
      };
    }
    case "system":
      return "a system prompt: Tandem builds its own";
  }
}

const UNSENT = "taken out of the conversation in Pi";

export function prompt(content: UserContent[], runId: string | null = null): EntryDraft {
  return { type: "user", runId, message: { role: "user", content } };
}

export function textBlock(text: string): UserContent[] {
  return [{ type: "text", text }];
}

/** Text and images; nothing else is in what a user or a tool says. */
export function userContent(blocks: readonly PiBlock[]): UserContent[] {
  return blocks.flatMap((block): UserContent[] => {
    if (block.type === "text") return [{ type: "text", text: block.text }];
    if (block.type === "image") return [{ type: "image", mimeType: block.mimeType, data: block.data }];
    return [];
  });
}

function assistantContent(blocks: readonly PiBlock[], api: string): AssistantContent[] {
  return blocks.flatMap((block): AssistantContent[] => {
    switch (block.type) {
      case "text":
        return [{ type: "text", text: block.text, ...signed(block.textSignature) }];
      case "thinking":
        return [
          {
            type: "thinking",
            text: block.thinking,
            ...signed(block.thinkingSignature),
            ...(block.redacted ? { redacted: true } : {}),
          },
        ];
      case "toolCall": {
        const { id, item } = api === "openai-responses" ? callId(block.id) : { id: block.id, item: null };
        const signature = signed(item ?? block.thoughtSignature);
        return [{ type: "tool-call", id, name: block.name, input: block.arguments, ...signature }];
      }
      default:
        return [];
    }
  });
}

/** The Responses API's two names of a call (`call_…|fc_…`), which Pi keeps in one. */
function callId(id: string): { readonly id: string; readonly item: string | null } {
  const bar = id.lastIndexOf("|fc");
  return bar === -1 ? { id, item: null } : { id: id.slice(0, bar), item: id.slice(bar + 1) };
}

function signed(signature: string | null | undefined): { readonly signature?: string } {
  return signature ? { signature } : {};
}

function foreignAnswer(message: PiAnswer): Omit<AssistantMessage, "role" | "content"> {
  const { provider, model, api, usage, errorMessage } = message;
  const { input, output, cacheRead, cacheWrite, reasoning } = usage ?? NO_USAGE;
  const cost = usage?.cost?.total ?? 0;
  const stop = stopOf(message);
  const failure = errorMessage
    ? { error: new TandemError({ code: "unknown", message: errorMessage }).toJSON() }
    : {};
  return {
    origin: { runtime: "pi", provider, model, api },
    stop,
    usage: { input, output, cacheRead, cacheWrite, reasoning },
    // Pi writes 0 for a model without a price.
    costUsd: cost === 0 && input + output > 0 ? null : cost,
    ...(stop === "error" ? failure : {}),
  };
}

function stopOf({ stopReason, content }: PiAnswer): ModelStop {
  if (stopReason === "error" || stopReason === "aborted") return stopReason;
  if (stopReason === "length") return "max_tokens";
  return content.some((block) => block.type === "toolCall") ? "tool_calls" : "stop";
}

/** In Pi's words for a command that its user ran. */
function ranText(run: Extract<PiMessage, { role: "bashExecution" }>): string {
  const output = run.output ? `\`\`\`\n${run.output}\n\`\`\`` : "(no output)";
  const end = run.cancelled
    ? "\n\n(command cancelled)"
    : run.exitCode
      ? `\n\nCommand exited with code ${run.exitCode}`
      : "";
  return `Ran \`${run.command}\`\n${output}${end}`;
}

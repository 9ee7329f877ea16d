/** Reads a session file of Claude Code: the conversation that it would continue from. */
import { NO_USAGE } from "../../../cost/usage.ts";
import { summaryIn } from "../../history.ts";
import { type AssistantMessage, type ModelStop, textOf } from "../../message.ts";
import { pastEntrySchema } from "../entry-schema.ts";
import type { ReadTranscript } from "../format.ts";
import { isObject, type JsonObject, type Line, type Lines } from "../lines.ts";
import { readAnswerMark, readCompactionMark, readPromptMark, readResultMark } from "../mark.ts";
import { invalidImport, TranscriptReader } from "../reader.ts";
import { type AnswerBlock, type PromptBlock, type ResultBlock, readAnswer, readSaid } from "./blocks.ts";
import { conversationIn } from "./chain.ts";
import {
  type AnswerLine,
  answerLine,
  boundaryLine,
  type PromptLine,
  promptLine,
  titleLine,
} from "./schema.ts";
import { OWN_TYPE } from "./write.ts";

/** Whether a line is a message of Claude Code's, or an entry that Tandem wrote beside them. */
export function isClaudeMessage({ type, parentUuid, message, entry }: JsonObject): boolean {
  if (type === OWN_TYPE) return isObject(entry);
  return (type === "user" || type === "assistant") && parentUuid !== undefined && isObject(message);
}

/** Throws TandemError `import_invalid`. */
export function readClaudeSession({ lines, bad }: Lines): ReadTranscript {
  const first = lines.find(({ value }) => isClaudeMessage(value));
  if (first === undefined) throw invalidImport("The file is not a session of Claude Code.");
  const reader = new ClaudeReader(new TranscriptReader(bad), conversationIn(lines));
  for (const line of lines) reader.read(line);
  const { sessionId } = first.value;
  return reader.result(typeof sessionId === "string" ? sessionId : "claude");
}

class ClaudeReader {
  readonly #reader: TranscriptReader;
  readonly #conversation: ReadonlySet<Line>;
  /** Lines of one message, by its id. */
  readonly #messages: ReadonlyMap<unknown, readonly Line[]>;
  readonly #toolNames = new Map<string, string>();
  /** How many entries there were before each line. */
  readonly #starts = new Map<string, number>();
  readonly #titles = new Map<string, string>();
  #boundary: { readonly tokensBefore: number; readonly firstKept: string | undefined } | null = null;

  constructor(reader: TranscriptReader, conversation: ReadonlySet<Line>) {
    this.#reader = reader;
    this.#conversation = conversation;
    this.#messages = Map.groupBy(
      [...conversation].sort((a, b) => a.number - b.number),
      ({ value }) => (value.message as JsonObject | undefined)?.id,
    );
  }

  read(line: Line): void {
    const { number, value } = line;
    if (typeof value.uuid === "string") this.#starts.set(value.uuid, this.#reader.past.length);
    if (value.type === OWN_TYPE) this.#readOwn(number, value);
    else if (value.type === "user" || value.type === "assistant") {
      if (value.isSidechain === true) this.#reader.skip(number, "a subagent's conversation");
      else if (!this.#conversation.has(line)) this.#reader.skip(number, "on another branch");
      else if (value.type === "user") this.#readPrompt(line);
      else this.#readAnswer(line);
    } else if (!this.#readTitle(value) && !this.#readBoundary(line)) {
      this.#reader.skip(number, `${String(value.type)}: no part of the conversation`);
    }
  }

  result(sourceId: string): ReadTranscript {
    const title = ["custom-title", "ai-title", "summary"].map((type) => this.#titles.get(type)).find(Boolean);
    return this.#reader.result({ sourceId, title: title ?? null });
  }

  #readOwn(number: number, { entry }: JsonObject): void {
    const { data, error } = pastEntrySchema.safeParse(entry);
    if (data === undefined) this.#reader.bad(number, error);
    else this.#reader.add(data, data.createdAt);
  }

  #readTitle(value: JsonObject): boolean {
    const title = titleLine.safeParse(value).data;
    if (title === undefined) return false;
    const text =
      title.type === "custom-title"
        ? title.customTitle
        : title.type === "ai-title"
          ? title.aiTitle
          : title.summary;
    this.#titles.set(title.type, text.trim());
    return true;
  }

  #readBoundary(line: Line): boolean {
    const boundary = boundaryLine.safeParse(line.value).data;
    if (boundary === undefined || !this.#conversation.has(line)) return false;
    const { preTokens = 0, preservedSegment, preservedMessages } = boundary.compactMetadata ?? {};
    this.#boundary = {
      tokensBefore: preTokens,
      firstKept: preservedSegment?.headUuid ?? preservedMessages?.uuids[0],
    };
    return true;
  }

  #readPrompt(line: Line): void {
    const { data, error } = promptLine.safeParse(line.value);
    if (data === undefined) this.#reader.bad(line.number, error);
    else if (data.isCompactSummary) this.#readSummary(line, data);
    else if (data.isMeta) this.#reader.skip(line.number, "added by Claude Code itself");
    else this.#readSaid(line, data.message.content);
  }

  #readSaid(line: Line, content: readonly PromptBlock[]): void {
    const { number, value } = line;
    for (const block of content) if (block.type === "tool_result") this.#readResult(line, block);
    const said = content.filter((block) => block.type !== "tool_result");
    if (said.length === 0) return;
    const mark = readPromptMark(value);
    const text = mark?.content ?? this.#said(number, said);
    if (text.length === 0) return;
    const message = { role: "user", content: text } as const;
    this.#reader.add({ type: "user", runId: mark?.run ?? null, message }, value.timestamp);
  }

  #readResult({ number, value }: Line, block: ResultBlock): void {
    const mark = readResultMark(value);
    const toolCallId = mark?.toolCallId ?? block.tool_use_id;
    const message = {
      role: "tool",
      toolCallId,
      toolName: mark?.toolName ?? this.#toolNames.get(toolCallId) ?? "unknown",
      content: mark?.content ?? this.#said(number, block.content ?? []),
      isError: block.is_error === true,
    } as const;
    this.#reader.add({ type: "tool_result", runId: mark?.run ?? null, message }, value.timestamp);
  }

  #readSummary({ number, value }: Line, { message }: PromptLine): void {
    const mark = readCompactionMark(value);
    const summary = summaryIn(textOf({ content: this.#said(number, message.content) }));
    const { tokensBefore = 0, firstKept } = this.#boundary ?? {};
    const { run, ...tokens } = mark ?? { run: null, tokensBefore, tokensAfter: 0 };
    const kept = this.#starts.get(firstKept ?? "") ?? this.#reader.past.length;
    this.#reader.addCompaction({ line: number, runId: run, summary }, tokens, kept, value.timestamp);
    this.#boundary = null;
  }

  #readAnswer(line: Line): void {
    const { data, error } = answerLine.safeParse(line.value);
    if (data === undefined) this.#reader.bad(line.number, error);
    else if (data.isApiErrorMessage || data.message.model === "<synthetic>")
      this.#reader.skip(line.number, "a note of Claude Code's own");
    else this.#readMessage(line, this.#messages.get(data.message.id ?? line) ?? [line]);
  }

  /** `parts`: the lines of the message; all of it is where the first one is. */
  #readMessage(line: Line, parts: readonly Line[]): void {
    if (parts[0] !== line) return;
    const { number, value } = line;
    const whole = parts.flatMap((part) => answerLine.safeParse(part.value).data ?? []);
    const mark = readAnswerMark(value);
    const content =
      mark?.content ??
      readAnswer(
        whole.flatMap((part): AnswerBlock[] => part.message.content),
        (type) => this.#unknown(number, type),
      );
    for (const block of content) if (block.type === "tool-call") this.#toolNames.set(block.id, block.name);
    if (content.length === 0) return;
    const answer = mark?.answer ?? foreignAnswer(whole.at(-1)!, content);
    const runId = mark?.run ?? null;
    this.#reader.add(
      { type: "assistant", runId, message: { role: "assistant", content, ...answer } },
      value.timestamp,
    );
  }

  #said(number: number, blocks: readonly PromptBlock[]) {
    return readSaid(blocks, (type) => this.#unknown(number, type));
  }

  #unknown(number: number, type: string): void {
    this.#reader.skip(number, `a block of the type "${type}"; the rest of the line is there`);
  }
}

/** The last line of a message has its whole usage. */
function foreignAnswer(
  { message }: AnswerLine,
  content: AssistantMessage["content"],
): Omit<AssistantMessage, "role" | "content"> {
  const { usage, model } = message;
  return {
    origin: { runtime: "claude", provider: "anthropic", model, api: "anthropic-messages" },
    stop: stopOf(message.stop_reason, content),
    usage:
      usage === undefined
        ? NO_USAGE
        : {
            input: usage.input_tokens,
            output: usage.output_tokens,
            cacheRead: usage.cache_read_input_tokens,
            cacheWrite: usage.cache_creation_input_tokens,
            reasoning: 0,
          },
    costUsd: null,
  };
}

function stopOf(reason: string | null | undefined, content: AssistantMessage["content"]): ModelStop {
  if (content.some((block) => block.type === "tool-call")) return "tool_calls";
  if (reason === "max_tokens" || reason === "refusal" || reason === "stop_sequence") return reason;
  return "stop";
}

/** A session as a Pi session file (JSONL, version 3). */
import type { Entry } from "../../entry.ts";
import { unanswered } from "../../history.ts";
import type { AssistantContent, AssistantMessage, ModelStop } from "../../message.ts";
import type { Transcript } from "../format.ts";
import { writeLines } from "../lines.ts";
import { answerOf } from "../mark.ts";

const VERSION = 3;

type PiEntry = { readonly type: string } & Readonly<Record<string, unknown>>;

/**
 * Everything of the transcript, in its order. Prompts that no model answered are there, with an edit that keeps them out of what Pi
 * sends. The same session gives the same bytes.
 */
export function writePiSession({ session, entries, cwd }: Transcript): string {
  const lines: PiEntry[] = [
    { type: "session", version: VERSION, id: session.id, timestamp: iso(session.createdAt), cwd },
  ];
  let parentId: string | null = null;
  const add = (at: number, id: string, { type, ...rest }: PiEntry) => {
    lines.push({ type, id, parentId, timestamp: iso(at), ...rest });
    parentId = id;
  };
  if (session.title !== null) {
    add(session.createdAt, hex(0), { type: "session_info", name: session.title });
  }
  const skipped = unanswered(entries);
  const seqOf = new Map(entries.map((entry) => [entry.id, entry.seq]));
  const calls = new Map<string, string>();
  for (const entry of entries) {
    const id = hex(entry.seq);
    add(
      entry.createdAt,
      id,
      piEntry(entry, calls, (entryId) => seqOf.get(entryId) ?? 0),
    );
    if (!skipped.has(entry)) continue;
    add(entry.createdAt, `e${id.slice(1)}`, { type: "context_edit", targetId: id, replacement: null });
  }
  return writeLines(lines);
}

/** `calls`: Pi's ids by the call's own, filled on the way. */
function piEntry(entry: Entry, calls: Map<string, string>, seqOf: (entryId: string) => number): PiEntry {
  const run = entry.runId;
  const timestamp = entry.createdAt;
  switch (entry.type) {
    case "user": {
      const message = { role: "user", content: entry.message.content, timestamp };
      return { type: "message", message, tandem: { run } };
    }
    case "assistant": {
      const message = piAnswer(entry.message, calls, timestamp);
      return { type: "message", message, tandem: { run, answer: answerOf(entry.message) } };
    }
    case "tool_result": {
      const { toolCallId, toolName, content, isError } = entry.message;
      const piId = calls.get(toolCallId) ?? toolCallId;
      const message = { role: "toolResult", toolCallId: piId, toolName, content, isError, timestamp };
      return { type: "message", message, tandem: { run, toolCallId } };
    }
    case "compaction": {
      const { summary, tokensBefore, tokensAfter } = entry;
      // Where nothing was kept this is the compaction's own id, which comes before nothing.
      const firstKeptEntryId = hex(seqOf(entry.throughEntryId) + 1);
      const tandem = { run, tokensBefore, tokensAfter };
      return { type: "compaction", summary, firstKeptEntryId, tokensBefore, tandem };
    }
    case "change": {
      const { provider, model, runtime } = entry;
      return { type: "model_change", provider, modelId: model, tandem: { run, runtime } };
    }
    case "custom":
      return { type: "custom", customType: entry.name, data: entry.data, tandem: { run } };
  }
}

function piAnswer(message: AssistantMessage, calls: Map<string, string>, timestamp: number): object {
  const { origin, usage, costUsd, error } = message;
  return {
    role: "assistant",
    content: message.content.map((block) => piBlock(block, origin.api, calls)),
    api: origin.api,
    provider: origin.provider,
    model: origin.model,
    usage: {
      ...usage,
      totalTokens: usage.input + usage.output + usage.cacheRead + usage.cacheWrite,
      // Pi wants a number also where the price is unknown, and counts 0 as nothing.
      cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, total: costUsd ?? 0 },
    },
    stopReason: PI_STOP[message.stop],
    ...(error === undefined ? {} : { errorMessage: error.message }),
    timestamp,
  };
}

const PI_STOP: Readonly<Record<ModelStop, string>> = {
  stop: "stop",
  tool_calls: "toolUse",
  max_tokens: "length",
  // Pi leaves errors out of what it sends, and a refusal is part of the conversation.
  refusal: "stop",
  stop_sequence: "stop",
  error: "error",
  aborted: "aborted",
};

function piBlock(block: AssistantContent, api: string, calls: Map<string, string>): object {
  const { signature } = block;
  switch (block.type) {
    case "text":
      return { type: "text", text: block.text, textSignature: signature };
    case "thinking":
      return {
        type: "thinking",
        thinking: block.text,
        thinkingSignature: signature,
        redacted: block.redacted,
      };
    case "tool-call": {
      const { id, name, input } = block;
      // The Responses API names a call twice, and Pi keeps both names in one.
      const item = api === "openai-responses" && signature?.startsWith("fc") === true;
      const piId = item ? `${id}|${signature}` : id;
      calls.set(id, piId);
      return {
        type: "toolCall",
        id: piId,
        name,
        arguments: input,
        thoughtSignature: item ? undefined : signature,
      };
    }
  }
}

/** Eight digits, as Pi's own ids. */
function hex(n: number): string {
  return n.toString(16).padStart(8, "0");
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

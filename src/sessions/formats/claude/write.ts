/** A session as a session file of Claude Code (JSONL), which `claude --resume` continues from. */
import { createHash } from "node:crypto";
import type { AssistantEntry, CompactionEntry, Entry, ToolResultEntry, UserEntry } from "../../entry.ts";
import { summaryMessage, unanswered } from "../../history.ts";
import type { ModelStop } from "../../message.ts";
import type { Transcript } from "../format.ts";
import { writeLines } from "../lines.ts";
import { answerOf } from "../mark.ts";
import { type Written, writeAnswer, writeSaid } from "./blocks.ts";

/** Lines of this type are Tandem's own: entries that Claude Code has no place for, and would have to send if it had. */
export const OWN_TYPE = "tandem";

/**
 * Everything of the transcript. What is sent to a model is one chain of messages; prompts that no model answered, answers that
 * failed, changes and a host's own records are on lines that Claude Code passes over. The same session gives the same bytes.
 */
export function writeClaudeSession({ session, entries, cwd }: Transcript): string {
  const chain = new Chain(session.id, cwd);
  if (session.title !== null) {
    chain.lines.push({ type: "custom-title", customTitle: session.title, sessionId: session.id });
  }
  const skipped = unanswered(entries);
  for (const entry of compactionsInPlace(entries)) {
    if (!writeEntry(chain, entry, skipped.has(entry))) chain.lines.push(ownLine(entry));
  }
  return writeLines(chain.lines);
}

/** Claude Code sends everything after a summary, so a summary comes before what it kept. */
function compactionsInPlace(entries: readonly Entry[]): Entry[] {
  const seqOf = new Map(entries.map((entry) => [entry.id, entry.seq]));
  const place = (entry: Entry) =>
    entry.type === "compaction" ? (seqOf.get(entry.throughEntryId) ?? 0) + 0.5 : entry.seq;
  return entries.toSorted((a, b) => place(a) - place(b));
}

/** False: the entry cannot be part of what Claude Code sends. */
function writeEntry(chain: Chain, entry: Entry, unsent: boolean): boolean {
  switch (entry.type) {
    case "user":
      return !unsent && writePrompt(chain, entry);
    case "assistant":
      return writeReply(chain, entry);
    case "tool_result":
      return writeResult(chain, entry);
    case "compaction":
      return writeCompaction(chain, entry);
    default:
      return false;
  }
}

function writePrompt(chain: Chain, entry: UserEntry): boolean {
  const { blocks, ...kept } = writeSaid(entry.message.content);
  if (blocks.length === 0) return false;
  chain.add(entry, entry.id, {
    type: "user",
    message: { role: "user", content: blocks },
    tandem: { run: entry.runId, ...kept },
  });
  return true;
}

function writeReply(chain: Chain, entry: AssistantEntry): boolean {
  const { message } = entry;
  const { blocks, ...kept }: Written<unknown> = writeAnswer(message, (id) => chain.callId(id));
  if (message.stop === "error" || message.stop === "aborted" || blocks.length === 0) return false;
  const { usage } = message;
  chain.add(entry, entry.id, {
    type: "assistant",
    message: {
      id: `msg_${uuidOf(entry.id).replaceAll("-", "")}`,
      type: "message",
      role: "assistant",
      model: message.origin.model,
      content: blocks,
      stop_reason: CLAUDE_STOP[message.stop],
      stop_sequence: null,
      usage: {
        input_tokens: usage.input,
        output_tokens: usage.output,
        cache_read_input_tokens: usage.cacheRead,
        cache_creation_input_tokens: usage.cacheWrite,
      },
    },
    tandem: { run: entry.runId, answer: answerOf(message), ...kept },
  });
  return true;
}

const CLAUDE_STOP: Readonly<Record<ModelStop, string | null>> = {
  stop: "end_turn",
  tool_calls: "tool_use",
  max_tokens: "max_tokens",
  refusal: "refusal",
  stop_sequence: "stop_sequence",
  error: null,
  aborted: null,
};

function writeResult(chain: Chain, entry: ToolResultEntry): boolean {
  const { toolCallId, toolName, content, isError } = entry.message;
  const { blocks, ...kept } = writeSaid(content);
  const result = {
    type: "tool_result",
    tool_use_id: chain.callId(toolCallId),
    content: blocks,
    ...(isError ? { is_error: true } : {}),
  };
  chain.add(entry, entry.id, {
    type: "user",
    message: { role: "user", content: [result] },
    tandem: { run: entry.runId, toolCallId, toolName, ...kept },
  });
  return true;
}

function writeCompaction(chain: Chain, entry: CompactionEntry): boolean {
  const { summary, tokensBefore, tokensAfter, runId: run } = entry;
  chain.addBoundary(entry, { trigger: "auto", preTokens: tokensBefore });
  chain.add(entry, `${entry.id}/summary`, {
    type: "user",
    isCompactSummary: true,
    isVisibleInTranscriptOnly: true,
    message: summaryMessage(summary),
    tandem: { run, tokensBefore, tokensAfter },
  });
  return true;
}

function ownLine({ sessionId, seq: _seq, parentId: _parent, id: _id, ...entry }: Entry): object {
  return { type: OWN_TYPE, sessionId, entry };
}

/** The messages, each naming the one before it. */
class Chain {
  readonly lines: object[] = [];
  readonly #common: object;
  readonly #callIds = new Map<string, string>();
  readonly #taken = new Set<string>();
  #last: string | null = null;

  constructor(sessionId: string, cwd: string) {
    this.#common = { isSidechain: false, userType: "external", cwd, sessionId };
  }

  add({ createdAt }: Entry, id: string, line: object): void {
    const uuid = uuidOf(id);
    const timestamp = new Date(createdAt).toISOString();
    this.lines.push({ parentUuid: this.#last, ...this.#common, ...line, uuid, timestamp });
    this.#last = uuid;
  }

  /** What comes before it is not sent any more: a chain starts over. */
  addBoundary(entry: Entry, compactMetadata: object): void {
    const logicalParentUuid = this.#last;
    this.#last = null;
    this.add(entry, entry.id, {
      type: "system",
      subtype: "compact_boundary",
      content: "Conversation compacted",
      isMeta: false,
      level: "info",
      logicalParentUuid,
      compactMetadata,
    });
  }

  /** An id that Anthropic's API takes, one for each id. */
  callId(id: string): string {
    const known = this.#callIds.get(id);
    if (known !== undefined) return known;
    const plain = id.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, 56) || "call";
    let valid = /^[A-Za-z0-9_-]{1,64}$/.test(id) ? id : plain;
    for (let n = 2; this.#taken.has(valid); n++) valid = `${plain}_${n}`;
    this.#taken.add(valid);
    this.#callIds.set(id, valid);
    return valid;
  }
}

/** Claude Code's ids are UUIDs; a store's may be anything. */
function uuidOf(id: string): string {
  const hex = createHash("sha256").update(id).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

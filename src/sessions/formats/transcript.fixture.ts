/** Transcripts for the tests of the formats. */

import fc from "fast-check";
import { NOTHING_SPENT } from "../../cost/spent.ts";
import { TandemError } from "../../kernel/errors.ts";
import type { Entry, EntryDraft } from "../entry.ts";
import type { AssistantContent, AssistantMessage, UserContent } from "../message.ts";
import type { PastEntry, SessionInfo } from "../store.ts";
import type { Transcript } from "./format.ts";

/** A PNG of one pixel. */
export const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
export const START = Date.UTC(2026, 0, 2, 3, 4, 5);

/** The drafts as a session has them, a second apart. */
export function transcriptOf(drafts: readonly EntryDraft[], changes: Partial<SessionInfo> = {}): Transcript {
  const id = "0195f1aa-0000-4000-8000-000000000001";
  const entries = drafts.map(
    (draft, index): Entry => ({
      ...draft,
      id: draft.id ?? `entry-${index + 1}`,
      sessionId: id,
      seq: index + 1,
      parentId: index === 0 ? null : (drafts[index - 1]?.id ?? `entry-${index}`),
      createdAt: START + index * 1_000,
    }),
  );
  const session: SessionInfo = {
    id,
    key: "agent:main:cli:dm:notes",
    agentId: "main",
    title: null,
    spawnedBy: null,
    workspaceDir: null,
    createdAt: START,
    updatedAt: START,
    entryCount: entries.length,
    headId: entries.at(-1)?.id ?? null,
    runtime: "pi",
    provider: "anthropic",
    model: "claude-sonnet-4-5",
    ...NOTHING_SPENT,
    promptParts: null,
    ...changes,
  };
  return { session, entries, cwd: "/work" };
}

/** Entries as they are after a session began with them. */
export function entriesOf(past: readonly PastEntry[]): Entry[] {
  return transcriptOf(past).entries.map((entry, index) => ({ ...entry, createdAt: past[index]!.createdAt }));
}

/** What must not change on the way, with compactions naming the entry by its place. */
export function essence(entries: readonly Entry[]): object[] {
  return entries.map(({ id: _id, sessionId: _session, seq: _seq, parentId: _parent, ...entry }) =>
    entry.type === "compaction"
      ? { ...entry, throughEntryId: entries.findIndex(({ id }) => id === entry.throughEntryId) }
      : entry,
  );
}

export function user(text: string, runId: string | null = "run-1"): EntryDraft {
  return { type: "user", runId, message: { role: "user", content: [{ type: "text", text }] } };
}

export function assistant(
  content: string | readonly AssistantContent[],
  changes: Partial<AssistantMessage> = {},
  runId: string | null = "run-1",
): EntryDraft {
  const message: AssistantMessage = {
    role: "assistant",
    content: typeof content === "string" ? [{ type: "text", text: content }] : content,
    origin: {
      runtime: "claude",
      provider: "anthropic",
      model: "claude-sonnet-4-5",
      api: "anthropic-messages",
      profile: "work",
    },
    stop: "stop",
    usage: { input: 10, output: 5, cacheRead: 3, cacheWrite: 2, reasoning: 1 },
    costUsd: 0.25,
    ...changes,
  };
  return { type: "assistant", runId, message };
}

export function result(
  toolCallId: string,
  content: string | readonly UserContent[],
  changes: { readonly isError?: boolean; readonly toolName?: string } = {},
  runId: string | null = "run-1",
): EntryDraft {
  const blocks: readonly UserContent[] =
    typeof content === "string" ? [{ type: "text", text: content }] : content;
  const { toolName = "read", isError = false } = changes;
  return {
    type: "tool_result",
    runId,
    message: { role: "tool", toolCallId, toolName, content: blocks, isError },
  };
}

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom(
    "",
    " \n",
    "line\u2028break",
    "</script>",
    "```\ncode\n```",
    "\u0000",
    "{}",
    "<summary>\nx\n</summary>",
  ),
);
const image = fc.uint8Array({ minLength: 1, maxLength: 20 }).map(
  (bytes): UserContent => ({
    type: "image",
    mimeType: "image/png",
    data: Buffer.from(bytes).toString("base64"),
  }),
);
const said = fc.array(
  fc.oneof(
    text.map((value): UserContent => ({ type: "text", text: value })),
    image,
  ),
  {
    maxLength: 3,
  },
);
const signature = fc.option(fc.constantFrom("sig+/=", "fc_item", "rs_1"), { nil: undefined });
const callId = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/),
  fc.constantFrom("call|weird:id", "a b", "x".repeat(80), "functions.read:0"),
);
/** JSON knows no negative zero. */
const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)));
const input = fc.dictionary(fc.string({ maxLength: 5 }), json, {
  maxKeys: 3,
  noNullPrototype: true,
}) as fc.Arbitrary<Record<string, unknown>>;

function optional<T extends object>(block: T, mark: string | undefined): T {
  return mark === undefined ? block : { ...block, signature: mark };
}

const block: fc.Arbitrary<AssistantContent> = fc.oneof(
  fc.tuple(text, signature).map(([value, mark]) => optional({ type: "text" as const, text: value }, mark)),
  fc
    .tuple(text, signature)
    .map(([value, mark]) => optional({ type: "thinking" as const, text: value }, mark)),
  fc.constant({ type: "thinking" as const, text: "", signature: "encrypted", redacted: true }),
  fc
    .record({ id: callId, name: fc.constantFrom("read", "exec", "mcp__x__y"), input })
    .chain((call) => signature.map((mark) => optional({ type: "tool-call" as const, ...call }, mark))),
);

const origin = fc.constantFrom(
  {
    runtime: "claude",
    provider: "anthropic",
    model: "claude-sonnet-4-5",
    api: "anthropic-messages",
  } as const,
  { runtime: "pi", provider: "openai", model: "gpt-5", api: "openai-responses", profile: "work" } as const,
  { runtime: "pi", provider: "acme", model: "m/1", api: "openai-completions" } as const,
);
const tokens = fc.nat(10_000);
const answer = fc
  .record({
    content: fc.array(block, { maxLength: 4 }),
    origin,
    stop: fc.constantFrom("stop", "tool_calls", "max_tokens", "refusal", "stop_sequence", "error", "aborted"),
    usage: fc.record({
      input: tokens,
      output: tokens,
      cacheRead: tokens,
      cacheWrite: tokens,
      reasoning: tokens,
    }),
    costUsd: fc.option(fc.constantFrom(0, 0.125, 3)),
  })
  .map(
    (message): AssistantMessage => ({
      role: "assistant",
      ...message,
      ...(message.stop === "error"
        ? { error: new TandemError({ code: "overloaded", message: "Busy.", cause: "529" }).toJSON() }
        : {}),
    }),
  );

const runId = fc.constantFrom(null, "run-1", "run-2", "run-3");
const draft: fc.Arbitrary<EntryDraft> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(said, runId).map(([content, run]) => ({
      type: "user" as const,
      runId: run,
      message: { role: "user" as const, content },
    })),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(answer, runId)
      .map(([message, run]) => ({ type: "assistant" as const, runId: run, message })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(callId, said, fc.boolean(), runId)
      .map(([id, content, isError, run]) => result(id, content, { isError }, run)),
  },
  fc.constant<EntryDraft>({
    type: "change",
    runId: "run-1",
    runtime: "claude",
    provider: "anthropic",
    model: "c",
  }),
  fc
    .jsonValue({ maxDepth: 1 })
    .map((data): EntryDraft => ({ type: "custom", runId: null, name: "host.note", data })),
);

/** Any transcript with a message in it, also ones that no engine would leave behind; compactions end at random places. */
export const transcripts: fc.Arbitrary<Transcript> = fc
  .tuple(
    fc.array(draft, { minLength: 1, maxLength: 12 }),
    fc.array(fc.tuple(fc.nat(11), fc.nat(11), text), { maxLength: 2 }),
    fc.option(fc.stringMatching(/^[a-z][a-z ]{0,20}[a-z]$/)),
  )
  .map(([drafts, compactions, title]) => {
    const all: EntryDraft[] = [user("first"), ...drafts].map((entry, index) => ({
      ...entry,
      id: `e${index}`,
    }));
    let first = 0;
    for (const [n, [through, at, summary]] of compactions.entries()) {
      // Each one begins where the one before it ended, or later.
      const place = first + 1 + (at % (all.length - first));
      const last = first + (through % (place - first));
      const compaction = {
        type: "compaction",
        runId: null,
        summary,
        throughEntryId: all[last]!.id!,
      } as const;
      all.splice(place, 0, { ...compaction, id: `c${n}`, tokensBefore: 900, tokensAfter: 90 });
      first = Math.max(last + 1, place);
    }
    return transcriptOf(all, { title });
  });

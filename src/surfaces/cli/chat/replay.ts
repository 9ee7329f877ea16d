/** Draws what a session holds, by the same events that a running turn sends. */
import type { EventBody, EventEnvelope, TandemEvent } from "../../../events/event.ts";
import type { AssistantEntry, Entry } from "../../../sessions/entry.ts";
import { type AssistantContent, textOf, type UserMessage } from "../../../sessions/message.ts";
import { pendingCalls } from "../../../tools/client/pending.ts";
import { OpenCalls } from "./open-calls.ts";
import type { ChatView } from "./view.ts";

/** Tool results of the past say nothing of how long they took. */
const UNKNOWN_DURATION = 0;

/** Puts entries on the view, oldest first. */
export function replay(entries: readonly Entry[], view: Pick<ChatView, "user" | "event" | "note">): void {
  let begun = false;
  const calls = new OpenCalls();
  const show = (event: TandemEvent): void => {
    calls.see(event);
    view.event(event);
  };
  for (const entry of entries) {
    if (entry.type === "user") begun = true;
    switch (entry.type) {
      case "user":
        view.user(userText(entry.message));
        break;
      case "assistant":
        for (const event of assistantEvents(entry)) show(event);
        break;
      case "tool_result": {
        const { toolCallId, toolName, content, isError } = entry.message;
        const body = { type: "tool-result", toolCallId, toolName, content, isError } as const;
        show({ ...body, durationMs: UNKNOWN_DURATION, ...envelope(entry) });
        break;
      }
      case "compaction":
        view.note(`The conversation up to here is sent as this summary:\n${entry.summary}`);
        break;
      case "change":
        // What a conversation began on is said by the answers.
        if (begun) view.note(`From here on: ${entry.runtime} · ${entry.provider}/${entry.model}.`);
        break;
      case "custom":
        break;
    }
  }
  const waiting = new Set(pendingCalls(entries).map(({ id }) => id));
  for (const result of calls.results())
    if (!("toolCallId" in result && waiting.has(result.toolCallId))) view.event(result);
}

/** A message as the conversation shows it. */
export function userText(message: UserMessage): string {
  const images = message.content.filter((block) => block.type === "image").length;
  const text = textOf(message);
  if (images === 0) return text;
  return `${text}${text === "" ? "" : " "}[${images === 1 ? "1 image" : `${images} images`}]`;
}

/** Tokens that the last model call of these entries took; `null` where there is none, or a summary came after it. */
export function contextUsed(entries: readonly Entry[]): number | null {
  const last = entries.findLast((entry) => entry.type === "compaction" || entry.type === "assistant");
  if (last?.type !== "assistant") return null;
  const { input, cacheRead, cacheWrite, output } = last.message.usage;
  const used = input + cacheRead + cacheWrite + output;
  return used === 0 ? null : used;
}

function assistantEvents(entry: AssistantEntry): TandemEvent[] {
  return entry.message.content
    .flatMap((block, index) => blockEvents(block, `${entry.id}:${index}`))
    .map((body) => ({ ...body, ...envelope(entry) }));
}

function blockEvents(block: AssistantContent, id: string): EventBody[] {
  if (block.type === "tool-call")
    return [{ type: "tool-call", toolCallId: block.id, toolName: block.name, input: block.input }];
  if (block.type === "text")
    return [
      { type: "text-start", id },
      { type: "text-delta", id, delta: block.text },
      { type: "text-end", id },
    ];
  // What the provider encrypted has nothing to show.
  if (block.text === "") return [];
  return [
    { type: "reasoning-start", id },
    { type: "reasoning-delta", id, delta: block.text },
    { type: "reasoning-end", id },
  ];
}

function envelope(entry: Entry): EventEnvelope {
  return { runId: entry.runId ?? entry.id, sessionId: entry.sessionId, seq: 0, at: entry.createdAt };
}

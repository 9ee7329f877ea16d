/** The hooks around a summary of the history. */
import type { ErrorInfo } from "../kernel/errors.ts";
import { type Message, textOf } from "../sessions/message.ts";
import type { HookFields, ToolMeta } from "./events.ts";
import type { TurnHooks } from "./turn-hooks.ts";

/** What `agent:precompact` gets of the end of the conversation. */
const TEXTS = 5;
const TOOLS = 10;

export interface CompactionStart {
  readonly trigger: "manual" | "threshold" | "overflow";
  readonly focus: string | undefined;
  readonly messages: readonly Message[];
  readonly tokensBefore: number;
  readonly contextWindow: number;
}

/** Why the history must not be summarised; `null`: it may. Rejects as `fire` does. */
export async function beforeCompaction(hooks: TurnHooks, start: CompactionStart): Promise<string | null> {
  const { trigger, focus, messages, tokensBefore, contextWindow } = start;
  if (hooks.has("PreCompact")) {
    const { denied } = await hooks.fire("PreCompact", {
      trigger: trigger === "manual" ? "manual" : "auto",
      custom_instructions: focus ?? null,
    });
    if (denied !== null) return denied;
  }
  if (hooks.has("agent:precompact")) {
    const tail = tailOf(messages);
    await hooks.fire("agent:precompact", { trigger, ...tail, tokensBefore, contextWindow });
  }
  return null;
}

/** The summary with what hooks want to be at the session's new beginning. Rejects as `fire` does. */
export async function afterSummary(hooks: TurnHooks, summary: string, model: string): Promise<string> {
  if (!hooks.has("SessionStart")) return summary;
  const { context } = await hooks.fire("SessionStart", { source: "compact", model });
  return [summary, ...context].join("\n\n");
}

/** What became of it. `summary` null: it failed. Rejects as `fire` does. */
export async function afterCompaction(
  hooks: TurnHooks,
  end: {
    readonly summary: string | null;
    readonly tokensBefore: number;
    readonly tokensAfter: number;
    readonly willRetry: boolean;
    readonly error: ErrorInfo | null;
  },
): Promise<void> {
  const { summary, tokensBefore, tokensAfter, willRetry, error } = end;
  if (summary !== null && hooks.has("session:compaction_summary")) {
    const fields = { summary, tokensBefore, tokensAfter, compactedAt: Date.now() };
    await hooks.fire("session:compaction_summary", fields);
  }
  if (hooks.has("agent:compaction:end")) {
    const fields = { ok: summary !== null, willRetry, tokensBefore, tokensAfter, error };
    await hooks.fire("agent:compaction:end", fields);
  }
}

function tailOf(
  messages: readonly Message[],
): Pick<HookFields<"agent:precompact">, "assistantTexts" | "toolMetas" | "lastToolError"> {
  const texts: string[] = [];
  const metas: ToolMeta[] = [];
  let lastToolError: HookFields<"agent:precompact">["lastToolError"] = null;
  for (const message of messages) {
    const text = textOf(message);
    if (message.role === "assistant" && text.trim() !== "") texts.push(text);
    if (message.role !== "tool") continue;
    const { toolCallId, toolName, isError } = message;
    metas.push({ toolCallId, toolName, isError, chars: text.length });
    if (isError) lastToolError = { toolName, text };
  }
  return { assistantTexts: texts.slice(-TEXTS), toolMetas: metas.slice(-TOOLS), lastToolError };
}

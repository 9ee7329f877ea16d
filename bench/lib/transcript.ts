/** Made-up transcripts. */
import type { EntryDraft } from "../../src/sessions/entry.ts";
import { MODEL_ID } from "./model.ts";

const USAGE = { input: 100, output: 20, cacheRead: 0, cacheWrite: 0, reasoning: 0 };
const ORIGIN = { runtime: "pi", provider: "anthropic", model: MODEL_ID, api: "anthropic-messages" } as const;

/** Entries of turns that each call a tool: prompt, call, result, answer. */
export function conversation(entries: number): EntryDraft[] {
  return Array.from({ length: entries }, (_, at): EntryDraft => {
    const runId = `run-${Math.floor(at / 4)}`;
    const id = `toolu_${Math.floor(at / 4)}`;
    switch (at % 4) {
      case 0:
        return { type: "user", runId, message: { role: "user", content: text(`Please read file ${at}.`) } };
      case 1:
        return assistant(runId, "tool_calls", [
          { type: "tool-call", id, name: "read", input: { path: `src/${at}.ts` } },
        ]);
      case 2: {
        const content = text("A line of some file, as long as lines are.\n".repeat(20));
        return {
          type: "tool_result",
          runId,
          message: { role: "tool", toolCallId: id, toolName: "read", content, isError: false },
        };
      }
      default:
        return assistant(
          runId,
          "stop",
          text("The file holds twenty lines that are all the same. ".repeat(5)),
        );
    }
  });
}

function text(value: string) {
  return [{ type: "text", text: value }] as const;
}

function assistant(
  runId: string,
  stop: "stop" | "tool_calls",
  content: Extract<EntryDraft, { type: "assistant" }>["message"]["content"],
): EntryDraft {
  const message = { role: "assistant", content, origin: ORIGIN, stop, usage: USAGE, costUsd: 0.001 } as const;
  return { type: "assistant", runId, message };
}

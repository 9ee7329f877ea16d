/**
 * The last chance to remember: before the older part of a conversation gives way to a summary, the model is asked to save what should
 * outlive it. A call beside the conversation, with the memory's tools only; the conversation and its events know nothing of it.
 */
import { contextBudget, contextTokens } from "../context/budget.ts";
import { truncateResults } from "../context/truncate-results.ts";
import { TandemError } from "../kernel/errors.ts";
import type { Entry } from "../sessions/entry.ts";
import type { Message } from "../sessions/message.ts";
import { repairHistory } from "../sessions/repair.ts";
import type { ToolDefinition } from "../tools/tool.ts";
import type { ExecutorDeps, PreparedTurn } from "../turn/executor.ts";
import type { RunPlan } from "../turn/recovery/recovery.ts";
import { sideCall } from "../turn/side-call.ts";
import type { MemoryConfig } from "./config.ts";

/** Name of the entry that keeps, in the transcript, that it was done. */
export const FLUSH_ENTRY = "memory.flush";

const TOOLS = ["memory_search", "memory_save"];
/** Model calls at most: a few rounds of saving, and the answer. */
const MAX_CALLS = 6;
/** Tokens that the question and the answer take. */
const ROOM = 4_000;

const PROMPT = `[Before this conversation is shortened]
The older part of this conversation is about to be replaced by a summary. Save now, with memory_save, what should be remembered beyond it: \
what somebody wants, what was decided, facts that took effort to find, work that is still open. Look with memory_search before you repeat \
what memory may hold already. When there is nothing (more) to save, answer with the one word DONE. Nobody sees your answer.`;

export interface MemoryFlush {
  /** How many tokens before the point of compaction it is due. */
  readonly softTokens: number;
  /**
   * Asks, once between two compactions of a session. Never rejects: a failure becomes a warning and holds nothing up. The conversation is
   * as it was, but for a custom entry in the transcript.
   */
  run(turn: PreparedTurn, plan: RunPlan, deps: ExecutorDeps): Promise<void>;
}

export interface FlushOptions {
  readonly config: MemoryConfig;
  /** What the turn offers. */
  readonly tools: readonly ToolDefinition[];
  /** The session's entries from its last compaction on. */
  readonly entries: () => readonly Entry[];
}

/** `null`: this turn has no memory to save to, or the configuration wants none of it. */
export function memoryFlush({ config, tools, entries }: FlushOptions): MemoryFlush | null {
  const own = tools.filter(({ name, origin }) => TOOLS.includes(name) && origin === "builtin");
  if (!config.flush.enabled || !own.some(({ name }) => name === "memory_save")) return null;
  /** Where in the turn it was tried last. */
  let tried: { readonly compactions: number; readonly steps: number } | null = null;

  return {
    softTokens: config.flush.softThresholdTokens,
    async run(turn, plan, deps) {
      const { compactions, steps } = turn.tracker.totals;
      // A second compaction without a word in between has nothing new to remember.
      if (tried?.compactions === compactions || tried?.steps === steps || turn.signal.aborted) return;
      tried = { compactions, steps };
      try {
        if (doneSince(entries())) return;
        const history = historyFor(turn, plan);
        if (history === null) return;
        const saved = await ask(turn, plan, deps, { own, history });
        turn.recorder.append({ type: "custom", runId: turn.runId, name: FLUSH_ENTRY, data: { saved } });
      } catch (cause) {
        if (turn.signal.aborted) return;
        const { message } = TandemError.from(cause);
        turn.emit({
          type: "warning",
          code: "memory_flush_failed",
          message: `The model could not be asked what to remember before the compaction: ${message}`,
        });
      }
    },
  };
}

/** Resolves with how much was saved. */
async function ask(
  turn: PreparedTurn,
  plan: RunPlan,
  deps: ExecutorDeps,
  { own, history }: { readonly own: readonly ToolDefinition[]; readonly history: readonly Message[] },
): Promise<number> {
  let saved = 0;
  try {
    await sideCall(turn, plan.context, deps, {
      system: turn.systemPrompt,
      prompt: PROMPT,
      history,
      tools: {
        offers: own.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
        runner: (grant) =>
          turn.runner.aside(TOOLS, {
            onStepDone: grant,
            onResult: ({ name }, { isError }) => {
              if (name === "memory_save" && !isError) saved += 1;
            },
          }),
        maxCalls: MAX_CALLS,
      },
    });
  } catch (error) {
    // Saved is saved, however the model continued.
    if (saved === 0 || turn.signal.aborted) throw error;
  }
  return saved;
}

/** Whether it was done after the last compaction. */
function doneSince(entries: readonly Entry[]): boolean {
  const last = (is: (entry: Entry) => boolean) => entries.findLast(is)?.seq ?? 0;
  const flushed = last((entry) => entry.type === "custom" && entry.name === FLUSH_ENTRY);
  return flushed > last((entry) => entry.type === "compaction");
}

/** The conversation without the prompt that waits for its answer; `null` when it does not fit the window. */
function historyFor(turn: PreparedTurn, { context }: RunPlan): readonly Message[] | null {
  const budget = contextBudget(context.model, turn.offerTokens);
  const target = { provider: context.provider.id, model: context.model.id, api: context.model.api };
  const repaired = truncateResults(repairHistory(turn.recorder.messages, target), budget.window);
  const history = repaired.at(-1)?.role === "user" ? repaired.slice(0, -1) : repaired;
  const tokens = contextTokens(history, budget) + budget.overhead + ROOM;
  return history.length === 0 || tokens > budget.window ? null : history;
}

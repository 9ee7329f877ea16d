/**
 * Learns from use: after a turn that searched the memory, a cheap model says which of the notes it found went into the answer, and later
 * searches put those first. Nobody waits for it and nothing fails by it.
 */
import { z } from "zod";
import type { SpendingRecord } from "../cost/spending-record.ts";
import { TandemError } from "../kernel/errors.ts";
import type { RuntimeContext } from "../routing/model.ts";
import { AttemptLedger } from "../turn/attempts.ts";
import type { ExecutorDeps, PreparedTurn } from "../turn/executor.ts";
import type { TurnFacts } from "../turn/facts.ts";
import type { TurnOutcome } from "../turn/outcome.ts";
import { sideCall } from "../turn/side-call.ts";
import { StepTracker } from "../turn/step-tracker.ts";
import type { FoundChunk } from "./index-file.ts";
import type { Memories } from "./memory.ts";

/** What its model calls are billed under. */
export const FEEDBACK_TAG = "memory-feedback";

/** Milliseconds for one judgement. */
const TIMEOUT_MS = 60_000;
/** Most notes of one turn that are judged, and characters shown of each text. */
const MOST_NOTES = 20;
const SHOWN_CHARS = 600;
const ANSWER_CHARS = 6_000;

const SYSTEM = `You judge a search in an assistant's notes. You are given what was asked, the numbered notes that were found, and the \
assistant's answer. A note was of use when the answer says something that stands in it. Reply with JSON only, such as {"used":[1,4]}; \
{"used":[]} when none was.`;

const verdict = z.object({ used: z.array(z.number()) });

export interface FeedbackOptions {
  readonly memories: Memories;
  readonly executor: ExecutorDeps;
  readonly spending: SpendingRecord;
  /** What a model string runs on. Throws TandemError. */
  readonly resolve: (model: string) => RuntimeContext;
  readonly clock: () => number;
  readonly debug: (message: string) => void;
}

export class MemoryFeedback {
  readonly #options: FeedbackOptions;
  readonly #running = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  constructor(options: FeedbackOptions) {
    this.#options = options;
  }

  /** Begins to judge the searches of a turn that has ended; does nothing for one without. Never throws. */
  consider(turn: PreparedTurn, facts: TurnFacts, outcome: TurnOutcome | null): void {
    const { memories, debug } = this.#options;
    if (!memories.config.feedback.enabled || outcome?.status !== "completed") return;
    const searches = memories.searchesOf(facts).filter(({ found }) => found.length > 0);
    if (searches.length === 0 || this.#stop.signal.aborted) return;
    const answer = turn.tracker.totals.text;
    const work = this.#judge(turn, facts, answer)
      .catch((error: unknown) => debug(`memory feedback: ${TandemError.from(error).message}`))
      .finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  /** Lets what runs end within `deadlineMs`, and stops it then. */
  async close(deadlineMs: number): Promise<void> {
    if (this.#running.size === 0) return;
    const timer = setTimeout(() => this.#stop.abort(), deadlineMs);
    await Promise.all(this.#running);
    clearTimeout(timer);
  }

  async #judge(turn: PreparedTurn, facts: TurnFacts, answer: string): Promise<void> {
    const { memories, executor, resolve } = this.#options;
    const { model } = memories.config.feedback;
    const searches = memories.searchesOf(facts);
    const notes = onePerNote(searches.flatMap(({ found }) => found)).slice(0, MOST_NOTES);
    const context = model === undefined ? turn.context : resolve(model);
    const reply = await sideCall(this.#aside(turn, facts), context, executor, {
      system: SYSTEM,
      prompt: questionOf(
        searches.map(({ query }) => query),
        notes,
        answer,
      ),
    });
    const { used } = verdict.parse(JSON.parse(/\{[^{}]*\}/.exec(reply)?.[0] ?? ""));
    const paths = new Set(used.flatMap((number) => notes[number - 1]?.path ?? []));
    memories.of(facts.agentId).learn(
      notes.map(({ path }) => path),
      paths,
    );
  }

  /** The turn as its judgement sees it: the same profiles and budget, with attempts and a signal of its own. */
  #aside(turn: PreparedTurn, facts: TurnFacts): PreparedTurn {
    const { spending, clock, debug } = this.#options;
    const { runId, sessionId } = facts;
    const emit = () => undefined;
    const ledger = new AttemptLedger(emit, clock, (attempt) => {
      try {
        spending.note(attempt, { runId, sessionId, tag: FEEDBACK_TAG });
      } catch (error) {
        debug(`memory feedback: its cost could not be noted: ${TandemError.from(error).message}`);
      }
    });
    const nothing = () => undefined;
    return {
      ...turn,
      emit,
      ledger,
      tracker: new StepTracker({ emit, ledger, clock, commit: nothing, beginTools: nothing, debug }),
      signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      quiet: true,
    };
  }
}

/** The best piece of each note, best first. */
function onePerNote(found: readonly FoundChunk[]): FoundChunk[] {
  const best = new Map<string, FoundChunk>();
  for (const chunk of [...found].sort((a, b) => b.score - a.score))
    if (!best.has(chunk.path)) best.set(chunk.path, chunk);
  return [...best.values()];
}

function questionOf(queries: readonly string[], notes: readonly FoundChunk[], answer: string): string {
  const found = notes.map(({ text }, index) => `[${index + 1}] ${text.slice(0, SHOWN_CHARS)}`).join("\n\n");
  return `Searched for:\n${queries.join("\n")}\n\nNotes found:\n${found}\n\nThe answer:\n${answer.slice(0, ANSWER_CHARS)}`;
}

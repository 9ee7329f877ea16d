/** The record of every request of a turn, and the order in which it is reported. */
import { type AttemptUsage, UNPAID } from "../cost/attempt-usage.ts";
import { addSpent, budgeted, NOTHING_SPENT, type Spent, spentBy } from "../cost/spent.ts";
import { costOf, tokensOf, type Usage } from "../cost/usage.ts";
import type { EventBody } from "../events/event.ts";
import type { TandemError } from "../kernel/errors.ts";
import type { AttemptRecord } from "../kernel/result.ts";
import type { ModelInfo } from "../routing/model.ts";

/** What an attempt was made on. */
export type AttemptPlace = Pick<AttemptRecord, "runtime" | "provider" | "model" | "profile">;

/**
 * Collects attempts. The transport reports a request's end when its body ended, an engine in a child process a little later:
 * `attempt.end` is therefore reported only when the engine has handed over the message, or has settled, or the next request starts.
 * Requests of the engine's own subagents are reported beside those of the conversation, and several at a time: see {@link beside}.
 */
export class AttemptLedger {
  readonly #emit: (body: EventBody) => void;
  readonly #clock: () => number;
  readonly #onEnded: (attempt: AttemptRecord) => void;
  readonly #records: AttemptRecord[] = [];
  /** Index into `#records` of the attempt whose end was not reported yet. */
  #open: number | null = null;
  /** What its scope calls it; here it is numbered among all requests of the turn. */
  #openName = 0;
  #openFailed = false;
  /** Of the attempts whose end was reported. */
  #told: Spent = NOTHING_SPENT;
  /** Attempts that were paid for, or may have been, among them. */
  #paid = 0;

  /** `onEnded`: each request's record once it is final. */
  constructor(
    emit: (body: EventBody) => void,
    clock: () => number,
    onEnded: (attempt: AttemptRecord) => void = () => undefined,
  ) {
    this.#emit = emit;
    this.#clock = clock;
    this.#onEnded = onEnded;
  }

  get records(): readonly AttemptRecord[] {
    return this.#records;
  }

  /** Index of the next attempt, from 1. */
  get next(): number {
    return this.#records.length + 1;
  }

  /** Index of the latest attempt; 0 before the first. */
  get current(): number {
    return this.#records.length;
  }

  /** What all attempts have used so far, including one that is over but not yet reported. */
  get spent(): Spent {
    return this.#open === null ? this.#told : addSpent(this.#told, this.#untold);
  }

  /** Dollars not yet reported to `onEnded`. */
  get untoldUsd(): number {
    return budgeted(this.#untold);
  }

  /** Attempts that were paid for, or may have been. */
  get paid(): number {
    return this.#paid + (isPaid(this.#untold) ? 1 : 0);
  }

  /** What is known of the open attempt's usage; `null`: none is open. */
  get openUsage(): AttemptUsage | null {
    return this.#open === null ? null : this.#records[this.#open]!;
  }

  get #untold(): Spent {
    return this.#open === null ? NOTHING_SPENT : spentBy(this.#records[this.#open]!);
  }

  /** Profile of the latest attempt of the conversation. */
  get profile(): string | null {
    return this.#records.findLast((record) => record.agent === undefined)?.profile ?? null;
  }

  /** For `ScopeOptions.onAttempt`. */
  readonly observe = (phase: "started" | "ended", attempt: AttemptRecord): void => {
    if (phase === "started") {
      this.settle();
      this.#open = this.#start(attempt);
      this.#openName = attempt.index;
      this.#openFailed = false;
      return;
    }
    const at = this.#open;
    if (at === null || this.#openName !== attempt.index) return;
    this.#openFailed = attempt.outcome !== "ok";
    this.#records[at] = { ...attempt, index: at + 1 };
  };

  /** The requests of one subagent inside the engine, one at a time. `complete` is called for each complete message. */
  beside(agent: string): {
    readonly observe: AttemptLedger["observe"];
    complete(usage: Usage, model: ModelInfo): void;
    settle(): void;
  } {
    let open: number | null = null;
    const close = (record: AttemptRecord) => {
      this.#records[open!] = record;
      open = null;
      this.#tell(record);
    };
    const settle = () => {
      if (open !== null) close(this.#records[open]!);
    };
    return {
      observe: (phase, attempt) => {
        if (phase === "started") {
          settle();
          open = this.#start({ ...attempt, agent });
        } else if (open !== null) this.#records[open] = { ...attempt, agent, index: open + 1 };
      },
      complete: (usage, model) => {
        if (open !== null) close(this.#completed(this.#records[open]!, usage, model));
      },
      settle,
    };
  }

  /** Whether the wire already said that the open attempt failed, so that a message made of it must not count. */
  get openFailed(): boolean {
    return this.#open !== null && this.#openFailed;
  }

  /** The engine handed over the open attempt's message. Gives what is known of its usage. */
  complete(usage: Usage, model: ModelInfo): AttemptUsage {
    if (this.#open === null) return completeUsage(usage, model);
    const record = this.#completed(this.#records[this.#open]!, usage, model);
    this.#close(record);
    return record;
  }

  /** What `complete` would give. */
  usageWith(usage: Usage, model: ModelInfo): AttemptUsage {
    return this.#open === null
      ? completeUsage(usage, model)
      : this.#completed(this.#records[this.#open]!, usage, model);
  }

  /** Tells the end of the open attempt, if there is one. `discarded`: what it showed was taken back. */
  settle(discarded = false): void {
    if (this.#open === null) return;
    const record = this.#records[this.#open]!;
    this.#close(discarded ? { ...record, outcome: "discarded" } : record);
  }

  /** A candidate that made no request: passed over, or an engine that could not start. */
  addUnsent(place: AttemptPlace, outcome: "skipped" | "unstarted", error: TandemError): void {
    this.settle();
    const attempt: AttemptRecord = {
      index: this.next,
      ...place,
      outcome,
      reason: error.kind,
      message: error.message,
      status: null,
      retryAfterMs: null,
      waitMs: 0,
      startedAt: this.#clock(),
      durationMs: 0,
      firstByteMs: null,
      ...UNPAID,
    };
    this.#records.push(attempt);
    this.#emit({ type: "attempt.end", attempt });
  }

  #close(record: AttemptRecord): void {
    this.#records[this.#open!] = record;
    this.#open = null;
    this.#tell(record);
  }

  /** Returns its place among the records. */
  #start(attempt: AttemptRecord): number {
    const record = { ...attempt, index: this.next };
    const { index, runtime, provider, model, profile, agent } = record;
    this.#emit({
      type: "attempt.start",
      attempt: index,
      runtime,
      provider,
      model,
      profile,
      ...(agent === undefined ? {} : { agent }),
    });
    return this.#records.push(record) - 1;
  }

  #completed(record: AttemptRecord, usage: Usage, model: ModelInfo): AttemptRecord {
    const durationMs = record.durationMs > 0 ? record.durationMs : this.#clock() - record.startedAt;
    // An engine's zeros mean that there was no report, unless the wire has seen one.
    const known = tokensOf(usage) > 0 || record.usageReport === "complete";
    const used = known ? completeUsage(usage, model) : {};
    return { ...record, outcome: "ok", reason: null, message: null, durationMs, ...used };
  }

  #tell(record: AttemptRecord): void {
    const spent = spentBy(record);
    this.#told = addSpent(this.#told, spent);
    if (isPaid(spent)) this.#paid += 1;
    this.#onEnded(record);
    this.#emit({ type: "attempt.end", attempt: record });
  }
}

function completeUsage(usage: Usage, model: ModelInfo): AttemptUsage {
  return { usage, costUsd: costOf(usage, model.price), usageReport: "complete", estimate: null };
}

function isPaid({ usage, unreported }: Spent): boolean {
  return tokensOf(usage) > 0 || unreported.attempts > 0;
}

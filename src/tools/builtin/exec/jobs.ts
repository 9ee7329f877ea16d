/** Commands that run on after their call: whose they are, what they wrote, and when they end. */
import { TandemError } from "../../../kernel/errors.ts";
import { BoundedText } from "./bounded-text.ts";
import type { Ending, RunningProcess } from "./shell.ts";

/** Whose a job is. A turn without a session has jobs of its own, which end with it. */
export interface JobOwner {
  readonly runId: string;
  readonly sessionId: string | null;
}

export interface Job {
  /** `job-1`; unique within its owner. */
  readonly id: string;
  readonly command: string;
  /** `null` while it runs. */
  readonly ending: Ending | null;
  /** Resolves when it has ended, however. */
  readonly ended: Promise<void>;
  /** What the sandbox refused it, given its output. */
  refusals(output: string): readonly string[];
}

/** What a job runs. */
export interface JobStart {
  start(onText: (text: string) => void): RunningProcess;
  refusals(output: string): readonly string[];
}

interface KeptJob extends Job {
  ending: Ending | null;
  readonly owner: JobOwner;
  readonly process: RunningProcess;
  unread: BoundedText;
}

const HEAD_CHARS = 10_000;
const TAIL_CHARS = 30_000;
/** Ended jobs of one owner whose output is kept. */
const MAX_ENDED = 20;

/**
 * The jobs of one Tandem. Those of a session are seen by its turns only, and end with a turn that is stopped, with the session, and
 * with Tandem.
 */
export class Jobs {
  readonly #max: number;
  readonly #jobs = new Map<string, KeptJob[]>();
  readonly #counts = new Map<string, number>();

  constructor(max: number) {
    this.#max = max;
  }

  /** Throws TandemError `tool_error` when the owner has as many running as it may. */
  assertRoom(owner: JobOwner): void {
    const running = this.#of(owner).filter((job) => job.ending === null);
    if (running.length < this.#max) return;
    throw new TandemError({
      code: "tool_error",
      message: `${running.length} background commands run already (${running.map((job) => job.id).join(", ")}).`,
      remediation: "End one with the process tool, or wait for one.",
    });
  }

  /** Starts a job. */
  add(owner: JobOwner, command: string, { start, refusals }: JobStart): Job {
    const key = keyOf(owner);
    const count = (this.#counts.get(key) ?? 0) + 1;
    const process = start((text) => job.unread.append(text));
    // Output comes in a later turn of the loop, so it finds the job made.
    const job: KeptJob = {
      id: `job-${count}`,
      command,
      owner,
      process,
      refusals,
      ending: null,
      unread: new BoundedText(HEAD_CHARS, TAIL_CHARS),
      ended: process.ended.then(
        (ending) => {
          job.ending = ending;
        },
        (error: unknown) => {
          job.unread.append(TandemError.from(error, "tool_error").message);
          job.ending = { reason: "exit", code: null, signal: null };
        },
      ),
    };
    this.#counts.set(key, count);
    const jobs = [...this.#of(owner), job];
    const ended = jobs.filter((one) => one.ending !== null);
    const dropped = new Set(ended.slice(0, Math.max(0, ended.length - MAX_ENDED)));
    this.#jobs.set(
      key,
      jobs.filter((one) => !dropped.has(one)),
    );
    return job;
  }

  list(owner: JobOwner): readonly Job[] {
    return this.#of(owner);
  }

  /** Throws TandemError `tool_error` for one that is not there. */
  get(owner: JobOwner, id: string): Job {
    return this.#find(owner, id);
  }

  /** What it wrote since this was last asked, its beginning and end where it was very much. */
  takeOutput(owner: JobOwner, id: string): string {
    const job = this.#find(owner, id);
    const text = job.unread.toString();
    job.unread = new BoundedText(HEAD_CHARS, TAIL_CHARS);
    return text;
  }

  async kill(owner: JobOwner, id: string): Promise<void> {
    const job = this.#find(owner, id);
    job.process.stop("killed");
    await job.ended;
  }

  /** A turn is over: its jobs end if it was stopped, or if no later turn could see them. */
  runOver(runId: string, stopped: boolean): void {
    for (const [key, jobs] of this.#jobs) {
      for (const job of jobs) {
        if (job.owner.runId === runId && (stopped || job.owner.sessionId === null))
          job.process.stop("aborted");
      }
      if (key === `run:${runId}`) this.#forget(key);
    }
  }

  sessionOver(sessionId: string): void {
    const key = `session:${sessionId}`;
    for (const job of this.#jobs.get(key) ?? []) job.process.stop("killed");
    this.#forget(key);
  }

  /** Ends all and waits for it. */
  async close(): Promise<void> {
    const jobs = [...this.#jobs.values()].flat();
    for (const job of jobs) job.process.stop("killed");
    await Promise.all(jobs.map((job) => job.ended));
    this.#jobs.clear();
  }

  #forget(key: string): void {
    this.#jobs.delete(key);
    this.#counts.delete(key);
  }

  #of(owner: JobOwner): readonly KeptJob[] {
    return this.#jobs.get(keyOf(owner)) ?? [];
  }

  #find(owner: JobOwner, id: string): KeptJob {
    const job = this.#of(owner).find((one) => one.id === id);
    if (job !== undefined) return job;
    const known = this.#of(owner).map((one) => one.id);
    throw new TandemError({
      code: "tool_error",
      message: `There is no background command "${id}" in this session.`,
      remediation:
        known.length === 0 ? "Start one with exec and background: true." : `There are: ${known.join(", ")}.`,
    });
  }
}

function keyOf({ runId, sessionId }: JobOwner): string {
  return sessionId === null ? `run:${runId}` : `session:${sessionId}`;
}

/** Questions to people: asked by a turn, answered once by whoever is first, in this process or another. */
import { TandemError } from "../kernel/errors.ts";
import type { ConfirmAnswer, ConfirmQuestion } from "../kernel/request.ts";
import type { Clock } from "../transport/clock.ts";
import type { ApprovalAnswer, ApprovalStore, PendingApproval, RememberedRule } from "./store.ts";

/** Milliseconds between looks for an answer that another process gave. */
export const LOOK_MS = 100;
/** Characters of what is to be done instead; the rest is cut. */
export const MAX_INSTEAD_CHARS = 20_000;

/** What became of an answer. */
export interface AnswerOutcome {
  /** True: this answer counts. False: the question had one, or its time was up. */
  readonly accepted: boolean;
  /** The answer that counts. */
  readonly allowed: boolean;
  readonly by: ApprovalAnswer["by"];
}

/** An answer by id. */
export interface GivenAnswer {
  readonly allow: boolean;
  readonly remember?: boolean;
  readonly instead?: string;
}

/** Why a question's signal is aborted when it has its answer: what became of it. */
export class ApprovalSettled extends Error {
  override readonly name = "AbortError";
  readonly answer: ApprovalAnswer;

  constructor(answer: ApprovalAnswer) {
    super(`The question has its answer: ${answer.allowed ? "allowed" : "not allowed"} (${answer.by}).`);
    this.answer = answer;
  }
}

/** Approvals as a host sees them. */
export interface Approvals {
  /** Questions that wait now, in every process on the data folder, oldest first. */
  list(): PendingApproval[];
  /**
   * Answers a question by its id, from any process on the data folder; the first answer counts. `remember`: the same call needs no
   * question in this agent's workspace from now on. `instead`, with a no: what to do in place of the call, for the model. Throws
   * TandemError `approval_not_found`, and `validation_failed` for an `instead` that is no text or comes with a yes.
   */
  answer(id: string, answer: GivenAnswer): AnswerOutcome;
  /** A question by its id, also one that was answered in the last days; `null`: there is none. */
  get(id: string): PendingApproval | null;
  /** Rules that answers left. */
  rules(options?: { readonly agentId?: string }): RememberedRule[];
  /** False: there is no such rule. */
  revoke(ruleId: number): boolean;
}

export interface ApprovalDeskDeps {
  readonly store: () => ApprovalStore;
  readonly clock: Clock;
  readonly timeoutMs: number;
}

/** A question as it is put to the desk. */
export interface DeskQuestion {
  readonly question: PendingApproval;
  readonly input: Readonly<Record<string, unknown>>;
  /** Absent: only an answer by id counts. */
  readonly confirm?: ((question: ConfirmQuestion) => Promise<ConfirmAnswer>) | undefined;
  /** Nothing may be written: then only this process can answer. */
  readonly unwritten: boolean;
  readonly signal: AbortSignal;
}

export class ApprovalDesk implements Approvals {
  readonly #deps: ApprovalDeskDeps;
  readonly #open = new Map<
    string,
    { readonly question: PendingApproval; readonly settle: (answer: ApprovalAnswer) => boolean }
  >();

  constructor(deps: ApprovalDeskDeps) {
    this.#deps = deps;
  }

  /** The time in which a question must be answered. */
  times(): { readonly askedAt: number; readonly expiresAt: number } {
    const askedAt = this.#deps.clock.now();
    return { askedAt, expiresAt: askedAt + this.#deps.timeoutMs };
  }

  /** Settles with the answer that counts. Never rejects: what goes wrong is a no. */
  async ask(asked: DeskQuestion): Promise<ApprovalAnswer> {
    const { question, confirm, unwritten, signal } = asked;
    const { clock } = this.#deps;
    if (signal.aborted) return no("abort");
    const { promise, resolve } = Promise.withResolvers<ApprovalAnswer>();
    const over = new AbortController();
    const stops: (() => void)[] = [];
    let done = false;
    const settle = (answer: ApprovalAnswer): boolean => {
      if (done) return false;
      const first = unwritten || this.#settleStored(question.id, answer);
      const counts = first ? answer : (this.#stored(question.id) ?? no("error"));
      done = true;
      resolve(counts);
      return first;
    };
    try {
      if (!unwritten) this.#deps.store().ask(question);
    } catch {
      return no("error");
    }
    this.#open.set(question.id, { question, settle });
    const onAbort = () => settle(no("abort"));
    signal.addEventListener("abort", onAbort, { once: true });
    stops.push(() => signal.removeEventListener("abort", onAbort));
    stops.push(clock.after(Math.max(0, question.expiresAt - clock.now()), () => settle(no("timeout"))));
    if (!unwritten) stops.push(this.#look(question.id, settle));
    if (confirm !== undefined) {
      const put: ConfirmQuestion = {
        approvalId: question.id,
        toolCallId: question.toolCallId,
        toolName: question.toolName,
        agentId: question.agentId,
        workspaceDir: question.workspaceDir,
        summary: question.summary,
        preview: question.preview,
        ...(question.reason === undefined ? {} : { reason: question.reason }),
        rule: question.rule,
        input: asked.input,
        signal: AbortSignal.any([signal, over.signal]),
      };
      // A callback may throw before it has a promise to reject.
      void Promise.resolve()
        .then(() => (done ? false : confirm(put)))
        .then((answer) => settle(answerOf(answer)))
        .catch(() => settle(no("error")));
    }
    const answer = await promise;
    for (const stop of stops) stop();
    this.#open.delete(question.id);
    over.abort(new ApprovalSettled(answer));
    return answer;
  }

  list(): PendingApproval[] {
    const now = this.#deps.clock.now();
    const stored = this.#deps.store().pending();
    const known = new Set(stored.map(({ id }) => id));
    const own = [...this.#open.values()].map(({ question }) => question).filter(({ id }) => !known.has(id));
    return [...stored, ...own].filter(({ expiresAt }) => expiresAt > now);
  }

  get(id: string): PendingApproval | null {
    return this.#open.get(id)?.question ?? this.#deps.store().get(id)?.question ?? null;
  }

  answer(id: string, given: GivenAnswer): AnswerOutcome {
    checkInstead(given);
    const answer = answerOf(given);
    const open = this.#open.get(id);
    const stored = open === undefined || open.question.sessionId !== null ? this.#deps.store().get(id) : null;
    const question = open?.question ?? stored?.question;
    if (question === undefined) throw approvalNotFound(id);
    if (stored?.answer) return { accepted: false, allowed: stored.answer.allowed, by: stored.answer.by };
    if (question.expiresAt <= this.#deps.clock.now())
      return { accepted: false, allowed: false, by: "timeout" };
    const accepted = open ? open.settle(answer) : this.#deps.store().settle(id, answer);
    if (accepted) return { accepted, allowed: answer.allowed, by: "user" };
    const counts = this.#stored(id) ?? no("error");
    return { accepted, allowed: counts.allowed, by: counts.by };
  }

  rules({ agentId }: { readonly agentId?: string } = {}): RememberedRule[] {
    return this.#deps.store().rules(agentId);
  }

  revoke(ruleId: number): boolean {
    return this.#deps.store().revoke(ruleId);
  }

  /** Looks again and again whether another process has answered. */
  #look(id: string, settle: (answer: ApprovalAnswer) => boolean): () => void {
    let stop = () => {};
    const again = () => {
      const answer = this.#stored(id);
      if (answer !== null) settle(answer);
      else stop = this.#deps.clock.after(LOOK_MS, again);
    };
    stop = this.#deps.clock.after(LOOK_MS, again);
    return () => stop();
  }

  #settleStored(id: string, answer: ApprovalAnswer): boolean {
    try {
      return this.#deps.store().settle(id, answer);
    } catch {
      return false;
    }
  }

  #stored(id: string): ApprovalAnswer | null {
    try {
      return this.#deps.store().get(id)?.answer ?? null;
    } catch {
      return null;
    }
  }
}

/** Only a clear yes is one. */
function answerOf(answer: unknown): ApprovalAnswer {
  if (answer === true) return { allowed: true, by: "user", remember: false };
  if (typeof answer !== "object" || answer === null) return no("user");
  const { allow, remember, instead } = answer as Readonly<Record<string, unknown>>;
  if (allow === true) return { allowed: true, by: "user", remember: remember === true };
  const text = typeof instead === "string" ? instead.trim().slice(0, MAX_INSTEAD_CHARS) : "";
  return { ...no("user"), ...(text === "" ? {} : { instead: text }) };
}

function checkInstead({ allow, instead }: GivenAnswer): void {
  if (instead === undefined || (typeof instead === "string" && allow !== true)) return;
  throw new TandemError({
    code: "validation_failed",
    field: "instead",
    message:
      typeof instead === "string"
        ? "A call that is allowed has nothing to do instead."
        : "`instead` must be a text.",
    remediation: "Give `instead` with `allow: false`, or leave it out.",
  });
}

function no(by: ApprovalAnswer["by"]): ApprovalAnswer {
  return { allowed: false, by, remember: false };
}

export function approvalNotFound(id: string): TandemError {
  return new TandemError({
    code: "approval_not_found",
    message: `There is no question "${id}".`,
    remediation: "`tandem approve` lists the questions that wait.",
  });
}

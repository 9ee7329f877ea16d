/**
 * The one entry of every turn: validates, opens the run, takes the lanes, prepares, executes, and closes the run with exactly
 * one end. Nothing is thrown to the caller.
 */
import { randomUUID } from "node:crypto";
import { loadPromptImages } from "../context/images.ts";
import { callbackSubscriber, hasCallbacks } from "../delivery/callbacks.ts";
import { type EventSubscriber, RunEvents } from "../events/run-events.ts";
import type { Lanes } from "../lanes/lanes.ts";
import { checkDemands } from "../routing/demands.ts";
import type { Resolver } from "../routing/resolver.ts";
import type { UserContent } from "../sessions/message.ts";
import { sessionKeyFor } from "../sessions/session-key.ts";
import type { SessionInfo, Store } from "../sessions/store.ts";
import { compactTurn } from "../turn/compaction.ts";
import { type ExecutorDeps, executeTurn } from "../turn/executor.ts";
import type { TurnOutcome } from "../turn/outcome.ts";
import { type OutputContract, outputContract } from "../turn/output.ts";
import { type Preparation, type PrepareDeps, prepareTurn } from "../turn/prepare.ts";
import { ArrivalOrder, type Place } from "./arrival-order.ts";
import { TandemError } from "./errors.ts";
import type { TurnRequest } from "./request.ts";
import type { ExecutionResult } from "./result.ts";
import { emptyResult, finishedResult } from "./turn-result.ts";
import { type ValidRequest, validateRequest } from "./validate.ts";

export interface KernelDeps {
  readonly store: () => Store;
  readonly lanes: Lanes;
  readonly resolver: Resolver;
  readonly prepare: PrepareDeps;
  readonly executor: ExecutorDeps;
  readonly defaults: { readonly workspaceDir: (agentId: string) => string; readonly timeoutMs: number };
  readonly clock: () => number;
}

/** What runs now, for `close` and for who wants to stop it. */
interface ActiveRun {
  readonly controller: AbortController;
  readonly done: Promise<unknown>;
}

export class ExecutionKernel {
  readonly #deps: KernelDeps;
  readonly #active = new Map<string, ActiveRun>();
  readonly #arrivals = new ArrivalOrder();
  #closing = false;

  constructor(deps: KernelDeps) {
    this.#deps = deps;
  }

  /** Runs a turn to its end. Never rejects; turns of one session run one after the other, others side by side. */
  execute(
    request: TurnRequest,
    subscriber?: EventSubscriber,
    runId = request.runId ?? randomUUID(),
  ): Promise<ExecutionResult> {
    const controller = new AbortController();
    const run = { request, runId, controller };
    if (this.#active.has(runId)) return this.#execute({ ...run, taken: true }, subscriber);
    const done = this.#execute({ ...run, taken: false }, subscriber).finally(() =>
      this.#active.delete(runId),
    );
    this.#active.set(runId, { controller, done });
    return done;
  }

  /** Stops a run of this process; false when it is not running here. */
  abort(runId: string): boolean {
    const run = this.#active.get(runId);
    run?.controller.abort(new TandemError({ code: "aborted", message: "The turn was stopped." }));
    return run !== undefined;
  }

  /** Refuses new turns, stops those that wait and those that run, and settles when all have ended. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const run of this.#active.values()) {
      run.controller.abort(new TandemError({ code: "shutting_down", message: "Tandem is shutting down." }));
    }
    await Promise.allSettled([...this.#active.values()].map((run) => run.done));
  }

  async #execute(
    { request, runId, controller, taken }: Call,
    subscriber: EventSubscriber | undefined,
  ): Promise<ExecutionResult> {
    const place = this.#arrivals.enter(request.sessionKey ?? request.sessionId ?? runId);
    const startedAt = this.#deps.clock();
    const stop = stopOn(request.abortSignal, controller);
    const events = new RunEvents({
      runId,
      parentRunId: null,
      middleware: request.streamMiddleware ?? [],
      clock: this.#deps.clock,
    });
    const warnings: { code: string; message: string }[] = [];
    events.subscribe((event) => {
      if (event.type === "warning") warnings.push({ code: event.code, message: event.message });
    });
    if (subscriber) events.subscribe(subscriber);
    if (hasCallbacks(request)) events.subscribe(callbackSubscriber(request));
    const run: Run = { request, runId, startedAt, events, controller, warnings };
    try {
      if (this.#closing)
        throw new TandemError({ code: "shutting_down", message: "Tandem is shutting down." });
      if (taken) throw runIdTaken(runId);
      if (place.turn !== null) await place.turn;
      const valid = await validateRequest(request, this.#deps.defaults);
      const timer = this.#startTimeout(valid.timeoutMs, controller);
      try {
        return await this.#run(run, valid, place);
      } finally {
        clearTimeout(timer);
      }
    } catch (error) {
      return this.#refuse(run, TandemError.from(error));
    } finally {
      place.through();
      stop();
    }
  }

  async #run(run: Run, valid: ValidRequest, place: Place): Promise<ExecutionResult> {
    const { request, events, controller } = run;
    const admitted = await this.#admit(run, valid);
    const sessionKey = admitted.session?.key ?? null;
    events.publish({ type: "lifecycle.start", sessionKey, agentId: valid.agentId });
    let leave: (() => void) | undefined;
    let preparation: Preparation | undefined;
    let outcome: TurnOutcome | undefined;
    let failure: TandemError | null = null;
    let admittedAt: number | null = null;
    let preparedAt: number | null = null;
    try {
      const entered = this.#deps.lanes.enter({
        sessionKey,
        lane: request.lane ?? "main",
        signal: controller.signal,
        onWait: (wait) => events.publish({ type: "queue", ...wait }),
      });
      // It stands in its lane now, and the lane keeps the order from here on.
      place.through();
      leave = await entered;
      admittedAt = this.#deps.clock();
      preparation = prepareTurn(this.#deps.prepare, {
        ...run,
        valid,
        content: admitted.content,
        output: admitted.output,
        session: this.#current(admitted),
      });
      preparedAt = this.#deps.clock();
      outcome = request.compact
        ? await compactTurn(preparation.turn, this.#deps.executor, request.compact.focus)
        : await executeTurn(preparation.turn, this.#deps.executor);
    } catch (error) {
      failure = stopError(controller.signal) ?? TandemError.from(error);
    } finally {
      preparation?.finish(outcome ?? null);
      leave?.();
    }
    return this.#end(run, {
      session: admitted.session,
      preparation,
      outcome,
      failure,
      admittedAt,
      preparedAt,
    });
  }

  /** Everything that can be refused is checked here, before a session is opened or anything is written. */
  async #admit(run: Run, valid: ValidRequest): Promise<Admitted> {
    const { request, events, runId, startedAt } = run;
    const pinned = this.#existingSession(request);
    const context = this.#deps.resolver.resolve(request, pinned);
    const { content, notes } = await loadPromptImages({
      prompt: request.prompt ?? "",
      images: request.images ?? [],
      workspaceDir: valid.workspaceDir,
      additionalDirectories: request.additionalDirectories ?? [],
      protectedDirectories: [this.#deps.prepare.home],
    });
    checkDemands(request, context, content, this.#deps.prepare.config.budgets);
    const output = request.outputSchema === undefined ? null : await outputContract(request.outputSchema);
    for (const note of notes) run.warnings.push({ code: "image_left_out", message: note });
    if (request.ephemeral) return { session: null, content, output };
    const store = this.#deps.store();
    if (request.runId !== undefined && store.runs.getRun(runId) !== null) throw runIdTaken(runId);
    const session =
      pinned ?? store.sessions.openSession(request.sessionKey ?? freshKey(valid.agentId), valid.agentId);
    events.sessionId = session.id;
    events.attachLog(store.events);
    try {
      store.runs.startRun({
        runId,
        sessionId: session.id,
        sessionKey: session.key,
        parentRunId: null,
        startedAt,
        billingTag: request.billingTag ?? null,
      });
    } catch (error) {
      run.warnings.push({ code: "state_persist_failed", message: TandemError.from(error).message });
    }
    return { session, content, output };
  }

  /** The session as it stands now that this turn holds its lane: an earlier turn may have moved its head or reset its key. */
  #current(admitted: Admitted): SessionInfo | null {
    if (admitted.session === null) return null;
    return this.#deps.store().sessions.getSession(admitted.session.id) ?? admitted.session;
  }

  #end(run: Run, ended: EndedRun): ExecutionResult {
    const { events, startedAt, request } = run;
    const result = finishedResult(run, ended, this.#deps.clock());
    if (ended.preparation) {
      events.publish({
        type: "finish",
        stopReason: result.stopReason,
        usage: result.usage,
        costUsd: result.costUsd,
      });
    }
    const durationMs = this.#deps.clock() - startedAt;
    if (result.status === "failed" && result.error)
      events.publish({ type: "lifecycle.error", error: result.error, durationMs });
    else
      events.publish({
        type: "lifecycle.end",
        status: result.status,
        stopReason: result.stopReason,
        durationMs,
      });
    if (!request.ephemeral) this.#persistEnd(run, result);
    return { ...result, warnings: run.warnings };
  }

  #persistEnd(run: Run, result: ExecutionResult): void {
    try {
      const store = this.#deps.store();
      store.runs.endRun({
        runId: run.runId,
        sessionId: result.sessionId,
        endedAt: this.#deps.clock(),
        status: result.status,
        runtime: result.runtime,
        provider: result.provider,
        model: result.model,
        profile: result.profile,
        usage: result.usage,
        costUsd: result.costUsd,
        attempts: result.attempts,
        errorCode: result.error?.code ?? null,
      });
      store.events.flush();
      if (run.events.logError !== null) throw run.events.logError;
    } catch (error) {
      run.warnings.push({ code: "state_persist_failed", message: TandemError.from(error).message });
    }
  }

  /** A bad request: one `lifecycle.error`, nothing opened. */
  #refuse(run: Run, error: TandemError): ExecutionResult {
    const durationMs = this.#deps.clock() - run.startedAt;
    run.events.publish({ type: "lifecycle.error", error: error.toJSON(), durationMs });
    return {
      ...emptyResult(run.runId, durationMs),
      error: error.toJSON(),
      payloads: [{ text: error.message, isError: true }],
    };
  }

  #existingSession(request: TurnRequest): SessionInfo | null {
    if (request.ephemeral) return null;
    if (request.sessionId !== undefined) {
      const session = this.#deps.store().sessions.getSession(request.sessionId);
      if (session) return session;
      throw new TandemError({
        code: "session_not_found",
        field: "sessionId",
        message: `There is no session ${request.sessionId}.`,
        remediation: "`tandem sessions list` shows the sessions there are.",
      });
    }
    return request.sessionKey === undefined
      ? null
      : this.#deps.store().sessions.findByKey(request.sessionKey);
  }

  #startTimeout(timeoutMs: number, controller: AbortController): NodeJS.Timeout {
    return setTimeout(() => {
      const message = `The turn did not finish within ${timeoutMs} ms.`;
      controller.abort(new TandemError({ code: "timeout", message }));
    }, timeoutMs);
  }
}

/** One call of `execute`. */
interface Call {
  readonly request: TurnRequest;
  readonly runId: string;
  readonly controller: AbortController;
  /** Whether a run of this id is on its way already. */
  readonly taken: boolean;
}

/** What belongs to one run from its first moment on. */
export interface Run {
  readonly request: TurnRequest;
  readonly runId: string;
  readonly startedAt: number;
  readonly events: RunEvents;
  readonly controller: AbortController;
  readonly warnings: { code: string; message: string }[];
}

/** A request that will not be refused any more. */
interface Admitted {
  readonly session: SessionInfo | null;
  readonly content: readonly UserContent[];
  readonly output: OutputContract | null;
}

/** What is known of a run when it ends. */
export interface EndedRun {
  readonly session: SessionInfo | null;
  readonly preparation: Preparation | undefined;
  readonly outcome: TurnOutcome | undefined;
  /** Set when the turn ended outside the executor. */
  readonly failure: TandemError | null;
  readonly admittedAt: number | null;
  readonly preparedAt: number | null;
}

function runIdTaken(runId: string): TandemError {
  return new TandemError({
    code: "validation_failed",
    field: "runId",
    message: `There is a run ${runId} already.`,
    remediation: "Give each turn a run id of its own, or leave it out.",
  });
}

function freshKey(agentId: string): string {
  return sessionKeyFor({ agentId, channel: "local", user: randomUUID() });
}

function stopOn(signal: AbortSignal | undefined, controller: AbortController): () => void {
  const onAbort = () =>
    controller.abort(new TandemError({ code: "aborted", message: "The turn was stopped by its caller." }));
  if (signal?.aborted) onAbort();
  else signal?.addEventListener("abort", onAbort, { once: true });
  return () => signal?.removeEventListener("abort", onAbort);
}

function stopError(signal: AbortSignal): TandemError | null {
  return signal.aborted ? TandemError.from(signal.reason, "aborted") : null;
}

/**
 * The one entry of every turn: validates, opens the run, takes the lanes, prepares, executes, and closes the run with exactly
 * one end. Nothing is thrown to the caller.
 */
import type { EventSubscriber } from "../events/run-events.ts";
import { requestHooks } from "../hooks/function-hook.ts";
import type { Sending } from "../hooks/sending.ts";
import type { Lanes } from "../lanes/lanes.ts";
import { Turnstile } from "../lanes/turnstile.ts";
import type { Resolver } from "../routing/resolver.ts";
import type { SessionInfo } from "../sessions/store.ts";
import type { TemplateLibrary } from "../templates/library.ts";
import { compactTurn } from "../turn/compaction.ts";
import { type ExecutorDeps, executeTurn } from "../turn/executor.ts";
import { gatherTurn } from "../turn/gather.ts";
import { withOpening } from "../turn/open-turn.ts";
import type { TurnOutcome } from "../turn/outcome.ts";
import {
  depsOfTurn,
  type Preparation,
  type PrepareDeps,
  type PrepareInput,
  prepareTurn,
} from "../turn/prepare.ts";
import { ActiveRuns } from "./active-runs.ts";
import { type Admitted, admitRequest, runIdTaken } from "./admit.ts";
import { ArrivalOrder, type Place } from "./arrival-order.ts";
import { endRun } from "./end-run.ts";
import { TandemError } from "./errors.ts";
import { type HeldSession, type HoldDeps, holdSession } from "./hold-session.ts";
import { readRequest, runIdOf } from "./read-request.ts";
import type { TurnRequest } from "./request.ts";
import type { ExecutionResult, SubagentTotals } from "./result.ts";
import { openRun, type ParentRun, type Run, stopError, stopOn } from "./run.ts";
import { agentEnded, closeHooks, hooksOfRun, messageReceived } from "./run-hooks.ts";
import { emptyResult } from "./turn-result.ts";
import { type RequestDefaults, type ValidRequest, validateChecked } from "./validate.ts";

export interface KernelDeps extends HoldDeps {
  readonly lanes: Lanes;
  readonly resolver: Resolver;
  readonly prepare: PrepareDeps;
  readonly executor: ExecutorDeps;
  /** Makes what a prompt calls by `/name` of it. */
  readonly templates: Pick<TemplateLibrary, "expand">;
  readonly defaults: RequestDefaults;
  readonly clock: () => number;
  /** A turn has done its work; `stopped`: it was cut short. Must not throw. */
  readonly onOver?: (runId: string, stopped: boolean) => void;
}

/** A turn that a run asks for. What it says of its parent is next to the request, where no caller can put it. */
export interface SpawnOptions {
  readonly parent: ParentRun;
  readonly request: TurnRequest;
  readonly runId: string;
  readonly subscriber?: EventSubscriber;
  /** `total`: what it and the runs below it spent. Must not throw. */
  readonly onEnd: (result: ExecutionResult, total: SubagentTotals) => void | Promise<void>;
}

export class ExecutionKernel {
  readonly #deps: KernelDeps;
  /** What has not ended yet. */
  readonly runs = new ActiveRuns();
  readonly #arrivals = new ArrivalOrder();
  /** Before each of the two parts of a turn that run to their end without a pause: its admission and its preparation. */
  readonly #turnstile = new Turnstile();
  #closing = false;

  constructor(deps: KernelDeps) {
    this.#deps = deps;
  }

  /**
   * Runs a turn to its end. Never rejects; turns of one session run one after another, others in parallel. `front`: before the
   * turns that wait for the same session.
   */
  execute(
    given: TurnRequest,
    subscriber?: EventSubscriber,
    runId = runIdOf(given),
    front = false,
  ): Promise<ExecutionResult> {
    const { request, problem } = readRequest(given);
    const run = openRun({ request, runId, subscriber, front, clock: this.#deps.clock });
    if (problem !== null) return Promise.resolve().then(() => this.#refuse(run, problem));
    if (this.runs.has(runId)) return this.#execute(run, true);
    return this.runs.add(run, this.#execute(run, false));
  }

  /**
   * Runs a turn that a run of this kernel asks for: counted with that run, which does not end before it and `onEnd` have. Rejects
   * with TandemError `aborted` when that run is over already; otherwise as `execute`.
   */
  async spawn({ parent, request, runId, subscriber, onEnd }: SpawnOptions): Promise<ExecutionResult> {
    const above = this.runs.get(parent.facts.runId);
    if (above === null || above.controller.signal.aborted)
      throw new TandemError({ code: "aborted", message: "The turn that wants a subagent has ended." });
    const { clock } = this.#deps;
    const family = above.family.spawn();
    const run = openRun({ request, runId, subscriber, front: false, clock, parent, family });
    const result = this.runs.add(run, this.#execute(run, false));
    above.family.keep(result.then((ended) => onEnd(ended, family.total)));
    return result;
  }

  /** Stops a run of this process; false when it is not running here. */
  abort(
    runId: string,
    reason = new TandemError({ code: "aborted", message: "The turn was stopped." }),
  ): boolean {
    const run = this.runs.get(runId);
    run?.controller.abort(reason);
    return run !== null;
  }

  /**
   * Refuses new turns and stops those that wait. Those that run have `deadlineMs` to end by themselves and are stopped then; a further
   * call may bring that forward. Settles when all have ended.
   */
  async close(deadlineMs: number): Promise<void> {
    this.#closing = true;
    const reason = new TandemError({ code: "shutting_down", message: "Tandem is shutting down." });
    this.runs.stop(reason, deadlineMs > 0 ? "waiting" : "all");
    const timer = setTimeout(() => this.runs.stop(reason, "all"), deadlineMs);
    await this.runs.ended();
    clearTimeout(timer);
  }

  /** `taken`: a run of this id is on its way already. */
  async #execute(run: Run, taken: boolean): Promise<ExecutionResult> {
    const { request, runId, controller } = run;
    const place = this.#arrivals.enter(request.sessionKey ?? request.sessionId ?? runId);
    const stop = stopOn(request.abortSignal, controller);
    try {
      if (this.#closing)
        throw new TandemError({ code: "shutting_down", message: "Tandem is shutting down." });
      if (taken) throw runIdTaken(runId);
      if (place.turn !== null) await place.turn;
      await this.#turnstile.pass();
      const valid = validateChecked(request, this.#deps.defaults);
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
    const prepare = depsOfTurn(this.#deps.prepare, request.config);
    const loading = prepare.hooks.extensions.ready();
    if (loading !== null) await loading;
    const own = request.hooks === undefined ? [] : requestHooks(request.hooks);
    const admitted = await admitRequest({ ...this.#deps, prepare }, run, valid);
    const hooks = hooksOfRun(prepare, run, valid, admitted.session, own);
    if (admitted.session !== null) this.runs.opened(run.runId, admitted.session, hooks);
    const sessionKey = admitted.session?.key ?? null;
    events.publish({ type: "lifecycle.start", sessionKey, agentId: valid.agentId });
    let leave: (() => void) | undefined;
    let held: HeldSession | undefined;
    let preparation: Preparation | undefined;
    let outcome: TurnOutcome | undefined;
    let failure: TandemError | null = null;
    let admittedAt: number | null = null;
    let preparedAt: number | null = null;
    let reply: Sending | null = null;
    try {
      const received = messageReceived(hooks, run);
      if (received !== null) await received;
      const entered = this.#deps.lanes.enter({
        sessionKey,
        lane: request.lane ?? "main",
        front: run.front,
        signal: controller.signal,
        onWait: (wait) => events.publish({ type: "queue", ...wait }),
      });
      // It is in its lane now, and the lane keeps the order from here on.
      place.through();
      leave = await entered;
      await this.#turnstile.pass();
      held = await holdSession(this.#deps, run, admitted.session);
      this.runs.reached(run.runId, "working");
      admittedAt = this.#deps.clock();
      const input: PrepareInput = {
        ...run,
        valid,
        content: admitted.content,
        output: admitted.output,
        route: admitted.route,
        session: this.#current(admitted),
        fence: held.fence,
        hooks,
      };
      const gathered = await gatherTurn(prepare, input);
      preparation = prepareTurn(prepare, input, await withOpening(prepare, input, gathered));
      preparedAt = this.#deps.clock();
      if (!request.compact) run.mailbox.unlock();
      outcome = request.compact
        ? await compactTurn(preparation.turn, this.#deps.executor, request.compact.focus)
        : await executeTurn(preparation.turn, this.#deps.executor);
    } catch (error) {
      failure = stopError(controller.signal) ?? TandemError.from(error);
    } finally {
      await run.family.ended();
      await run.mailbox.close(stopError(controller.signal)?.kind === "aborted");
      reply = await closeHooks(hooks, preparation, outcome, run);
      preparation?.finish(outcome ?? null);
      this.runs.reached(run.runId, "over");
      this.#deps.onOver?.(run.runId, controller.signal.aborted);
      leave?.();
    }
    const result = endRun(this.#deps, run, {
      release: () => held?.release(),
      session: admitted.session,
      preparation,
      outcome,
      failure,
      reply,
      admittedAt,
      preparedAt,
    });
    agentEnded(prepare, hooks, result, preparation);
    return result;
  }

  /** The session as it stands now that this turn holds its lane: an earlier turn may have moved its head or reset its key. */
  #current(admitted: Admitted): SessionInfo | null {
    if (admitted.session === null) return null;
    return this.#deps.store().sessions.getSession(admitted.session.id) ?? admitted.session;
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

  #startTimeout(timeoutMs: number, controller: AbortController): NodeJS.Timeout {
    return setTimeout(() => {
      const message = `The turn did not finish within ${timeoutMs} ms.`;
      controller.abort(new TandemError({ code: "timeout", message }));
    }, timeoutMs);
  }
}

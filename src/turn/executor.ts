/**
 * The attempt loop of a turn: one engine run, then one named recovery or the end. Engines know nothing of each other or of
 * recoveries; every run starts from the transcript as it stands.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { ProfileRotation } from "../auth/rotation.ts";
import type { TurnOutbox } from "../channels/turn-outbox.ts";
import type { TurnBudget } from "../cost/turn-budget.ts";
import type { AgentRuntime, EngineRunResult } from "../engines/runtime.ts";
import type { EventBody } from "../events/event.ts";
import type { TurnHooks } from "../hooks/turn-hooks.ts";
import { TandemError } from "../kernel/errors.ts";
import type { StreamParams } from "../kernel/request.ts";
import type { MemoryFlush } from "../memory/flush.ts";
import type { ProviderInfo, RuntimeContext } from "../routing/model.ts";
import type { Message, UserMessage } from "../sessions/message.ts";
import { repairHistory } from "../sessions/repair.ts";
import type { ToolRunner } from "../tools/runner.ts";
import type { ToolOffer } from "../tools/tool.ts";
import type { ModelTransport, TransportScope } from "../transport/transport.ts";
import { admission } from "./admission.ts";
import type { AttemptLedger, AttemptPlace } from "./attempts.ts";
import { type TurnSubmission, takeSubmission } from "./client-results.ts";
import { makeRoom } from "./make-room.ts";
import { divideTools, type NativeTurn, nativeRun } from "./native-run.ts";
import { openScope } from "./open-scope.ts";
import { judge, stopped, type TurnOutcome } from "./outcome.ts";
import type { OutputContract } from "./output.ts";
import type { TurnRecorder } from "./recorder.ts";
import { allFailed } from "./recovery/fall-back.ts";
import type { Recovery, RunPlan } from "./recovery/recovery.ts";
import type { RetryBudget } from "./recovery/retry-budget.ts";
import { settleOutput } from "./settle-output.ts";
import type { StepTracker } from "./step-tracker.ts";
import { stopHooks } from "./stop-hook.ts";

/** Engine runs in one turn at most, whatever the recoveries want: the loop's one cap. */
export const MAX_ENGINE_RUNS = 32;
/** Milliseconds an engine has to settle after an abort before the turn continues without it. */
const ABORT_GRACE_MS = 400;

/** A turn that was prepared and may run. */
export interface PreparedTurn {
  readonly runId: string;
  readonly hooks?: TurnHooks | undefined;
  readonly sessionId: string;
  readonly context: RuntimeContext;
  readonly systemPrompt: string;
  /** What is offered on this model: a provider's rules may take away some of what the turn began with, and add nothing. */
  readonly toolsOn: (context: RuntimeContext) => readonly ToolOffer[];
  /** How the Claude engine runs tools of its own; `null`: it has none. */
  readonly native: NativeTurn | null;
  /** Tokens of system prompt and tools. */
  readonly offerTokens: number;
  readonly streamParams: StreamParams;
  /** What the final reply must fit; `null`: nothing. */
  readonly output: OutputContract | null;
  readonly maxTurns: number | undefined;
  readonly budget: TurnBudget;
  readonly idleTimeoutMs: number;
  /** Conversation state before the prompt. */
  readonly head: string;
  readonly keepWarm: boolean;
  /** Results of pending calls with which the turn begins; `null`: it begins with its prompt. */
  readonly submission: TurnSubmission | null;
  /** Nothing of it is logged above debug. */
  readonly quiet: boolean;
  /** What the turn sends beside its reply. */
  readonly outbox: TurnOutbox;
  /** Asked before the conversation is compacted; `null`: there is no memory to save to. */
  readonly memoryFlush: MemoryFlush | null;
  readonly recorder: TurnRecorder;
  readonly runner: ToolRunner;
  readonly tracker: StepTracker;
  readonly ledger: AttemptLedger;
  readonly retries: RetryBudget;
  /** The profiles of this turn for a model: the same object each time. */
  readonly rotationFor: (context: RuntimeContext) => ProfileRotation;
  readonly recoveries: readonly Recovery[];
  readonly emit: (body: EventBody) => void;
  readonly takeSteering: () => readonly UserMessage[];
  readonly signal: AbortSignal;
  /** Lets the tools' step end grant the next request; set by the executor for each run. */
  readonly onStepDone: (grant: () => void) => void;
}

export interface ExecutorDeps {
  readonly transport: ModelTransport;
  readonly runtime: (kind: RuntimeContext["runtime"]) => Promise<AgentRuntime>;
  /** The provider as it can be reached now (the offline model gets its address here). */
  readonly endpoint: (provider: ProviderInfo) => Promise<ProviderInfo>;
}

/** Runs the turn to its end. Rejects only for a defect in Tandem itself. */
export async function executeTurn(turn: PreparedTurn, deps: ExecutorDeps): Promise<TurnOutcome> {
  let plan: RunPlan = { context: turn.context, views: [] };
  let head = turn.head;
  let repaired = false;
  const mayStop = stopHooks(turn);
  const over = turn.submission === null ? null : await takeSubmission(turn, turn.submission);
  if (over !== null) return over;
  for (let run = 1; ; run++) {
    const { outcome, scope, headAfter } = await runEngine(turn, plan, head, deps);
    if (turn.output !== null && outcome.status === "completed" && outcome.pending === undefined) {
      const settled = settleOutput(turn, turn.output, outcome, repaired || run >= MAX_ENGINE_RUNS);
      const final = settled === null || run >= MAX_ENGINE_RUNS ? settled : await mayStop(settled);
      if (final !== null) return final;
      repaired = settled === null;
      head = headAfter;
      continue;
    }
    if (outcome.status !== "failed" || outcome.error === null) {
      const final = run >= MAX_ENGINE_RUNS ? outcome : await mayStop(outcome);
      if (final !== null) return final;
      head = headAfter;
      continue;
    }
    // Nothing an engine kept warm is where a failed run ended.
    head = `${turn.head}#${run}`;
    try {
      const next = run < MAX_ENGINE_RUNS ? await recover(turn, plan, outcome, scope) : null;
      if (next === null) return ended(turn, outcome);
      plan = next;
    } catch (failure) {
      return ended(turn, { ...outcome, error: TandemError.from(failure) });
    }
  }
}

/** The turn's last word: stopped in a recovery counts as stopped, and several failed candidates are all named. */
function ended(turn: PreparedTurn, outcome: TurnOutcome): TurnOutcome {
  if (turn.signal.aborted) return { ...outcome, ...stopped(turn.signal) };
  return { ...outcome, error: allFailed(turn.ledger.records, outcome.error!) };
}

async function recover(
  turn: PreparedTurn,
  plan: RunPlan,
  outcome: TurnOutcome,
  scope: TransportScope | null,
): Promise<RunPlan | null> {
  const error = outcome.error!;
  for (const recovery of turn.recoveries) {
    const next = await recovery.next({
      turn,
      plan,
      error,
      failure: scope?.failure ?? null,
      limit: scope?.limit ?? null,
      shown: outcome.shown,
    });
    if (turn.signal.aborted) return null;
    if (next === null) continue;
    const { waitMs, message } = next;
    turn.emit({ type: "recovery", step: recovery.name, reason: error.kind, waitMs, message });
    announceFallback(turn, plan.context, next.plan.context, error);
    if (waitMs > 0) await sleep(waitMs, undefined, { signal: turn.signal }).catch(() => undefined);
    return turn.signal.aborted ? null : { ...next.plan, waitedMs: waitMs };
  }
  return null;
}

function announceFallback(
  turn: PreparedTurn,
  from: RuntimeContext,
  to: RuntimeContext,
  error: TandemError,
): void {
  const names = (context: RuntimeContext) => ({
    runtime: context.runtime,
    provider: context.provider.id,
    model: context.model.id,
  });
  const [before, after] = [names(from), names(to)];
  if (Object.values(before).join() === Object.values(after).join()) return;
  turn.emit({ type: "fallback", from: before, to: after, reason: error.kind });
}

interface EngineRunEnd {
  readonly outcome: TurnOutcome;
  /** `null`: the engine was not started. */
  readonly scope: TransportScope | null;
  /** Names the conversation as the engine left it. */
  readonly headAfter: string;
}

/** `head` names the conversation the run continues from, prompt left out. */
async function runEngine(
  turn: PreparedTurn,
  plan: RunPlan,
  head: string,
  deps: ExecutorDeps,
): Promise<EngineRunEnd> {
  const { context } = plan;
  const attemptsBefore = turn.ledger.current;
  let engine: AgentRuntime;
  let provider: ProviderInfo;
  let room: RunPlan;
  let conversation: Conversation;
  try {
    [engine, provider] = await Promise.all([deps.runtime(context.runtime), deps.endpoint(context.provider)]);
    room = await makeRoom(turn, plan, deps);
    conversation = await conversationFor(turn, room);
  } catch (cause) {
    const error = TandemError.from(cause, "runtime_unavailable");
    turn.ledger.addUnsent(placeOf(context), "unstarted", error);
    const outcome: TurnOutcome = { status: "failed", stopReason: "error", error, context, shown: false };
    return { outcome, scope: null, headAfter: head };
  }
  const currentHead = () => turn.recorder.headId ?? turn.head;
  let headAfter: string | null = null;
  const reshaped = room.views.length > 0 || turn.tracker.totals.compactions > 0;
  turn.tracker.startRun(context);
  const rotation = turn.rotationFor(context);
  const admit = admission(turn, context);
  const scope = openScope(turn, context, provider, deps, {
    admit,
    waitedMs: plan.waitedMs,
    mayRotate: plan.askedThinking === undefined,
  });
  // What is left to the caller ends the engine's run, which knows nothing of such tools: no further request is granted.
  const leave = turn.runner.defers ? new AbortController() : null;
  const signal = leave === null ? turn.signal : AbortSignal.any([turn.signal, leave.signal]);
  turn.onStepDone(() => {
    if (turn.runner.pending.length === 0) scope.expect();
    else leave?.abort();
  });
  const { native } = turn;
  const { tools, own } = divideTools(turn.toolsOn(context), native, context.runtime);
  const result = await settled(
    engine.run({
      runId: turn.runId,
      sessionId: turn.sessionId,
      model: context.model,
      provider,
      thinking: context.thinking,
      streamParams: turn.streamParams,
      systemPrompt: turn.systemPrompt,
      ...conversation,
      // What an engine kept warm knows nothing of what was compacted or changed in what is sent.
      head: reshaped ? `${head}#reshaped` : head,
      headAfter: () => headAfter ?? currentHead(),
      tools,
      ...(native === null || context.runtime !== "claude"
        ? {}
        : { native: nativeRun(turn, native, own, { context, provider }, deps) }),
      runTool: (call) => turn.runner.run(call),
      transport: scope,
      takeSteering: () => (admit().admit ? turn.takeSteering() : []),
      emit: turn.tracker.observe,
      signal,
      keepWarm: turn.keepWarm && room.views.length === 0,
      quiet: turn.quiet,
    }),
    signal,
  );
  headAfter = currentHead();
  turn.runner.abandon("The engine ended before this call gave a result.");
  // Closed first, so that the attempt of a request that is still open ends with what was reported of it.
  scope.close();
  const outcome = judge(turn, context, scope, result);
  if (outcome.status === "completed" || outcome.status === "incomplete") {
    // What another turn met on this profile since the last request left is newer than what this one knows.
    rotation.succeeded(turn.ledger.records.at(-1)?.startedAt);
  }
  if (outcome.status === "failed" && turn.ledger.current === attemptsBefore && outcome.error !== null) {
    const why = scope.credentialError === null ? "unstarted" : "skipped";
    turn.ledger.addUnsent(placeOf(context), why, outcome.error);
  }
  return { outcome, scope, headAfter };
}

function placeOf(context: RuntimeContext): AttemptPlace {
  const { runtime, provider, model, profile } = context;
  return { runtime, provider: provider.id, model: model.id, profile };
}

interface Conversation {
  readonly history: readonly Message[];
  /** `null`: the turn continues after tool results. */
  readonly prompt: UserMessage | null;
}

/** What the engine is given: the repaired history as the plan wants it seen, and the prompt apart. */
async function conversationFor(turn: PreparedTurn, { context, views }: RunPlan): Promise<Conversation> {
  const target = { provider: context.provider.id, model: context.model.id, api: context.model.api };
  let messages: readonly Message[] = repairHistory(turn.recorder.messages, target);
  for (const view of views) messages = await view(messages);
  const last = messages.at(-1);
  if (last?.role !== "user") return { history: messages, prompt: null };
  return { history: messages.slice(0, -1), prompt: last };
}

/** Waits for the engine, but not forever once the turn was stopped. */
async function settled(run: Promise<EngineRunResult>, signal: AbortSignal): Promise<EngineRunResult> {
  let timer: NodeJS.Timeout | undefined;
  const { promise: stopped, resolve } = Promise.withResolvers<EngineRunResult>();
  const onAbort = () => {
    timer = setTimeout(resolve, ABORT_GRACE_MS, { outcome: "aborted" });
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([run, stopped]);
  } catch (cause) {
    return {
      outcome: "failed",
      kind: "unknown",
      message: "The engine threw instead of reporting its failure.",
      cause,
    };
  } finally {
    signal.removeEventListener("abort", onAbort);
    clearTimeout(timer);
  }
}

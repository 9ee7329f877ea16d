/**
 * The attempt loop of a turn: one engine run, then one named recovery or the end. Engines know nothing of each other or of
 * recoveries; every run starts from the transcript as it stands.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { AgentRuntime, EngineRunResult } from "../engines/runtime.ts";
import type { EventBody } from "../events/event.ts";
import { TandemError } from "../kernel/errors.ts";
import type { StreamParams } from "../kernel/request.ts";
import type { ProviderInfo, RuntimeContext } from "../routing/model.ts";
import type { MessageOrigin, UserMessage } from "../sessions/message.ts";
import { repairHistory } from "../sessions/repair.ts";
import type { ToolRunner } from "../tools/runner.ts";
import type { ToolOffer } from "../tools/tool.ts";
import type {
  Admission,
  ModelTransport,
  ResolvedCredential,
  TransportScope,
} from "../transport/transport.ts";
import type { AttemptLedger } from "./attempts.ts";
import { judge, type TurnOutcome, unstartedAttempt } from "./outcome.ts";
import type { TurnRecorder } from "./recorder.ts";
import type { Recovery } from "./recovery/recovery.ts";
import type { StepTracker } from "./step-tracker.ts";

/** Engine runs in one turn at most, whatever the recoveries want. */
export const MAX_ENGINE_RUNS = 32;
/** Milliseconds an engine has to settle after an abort before the turn goes on without it. */
const ABORT_GRACE_MS = 400;

/** A turn that was prepared and may run. */
export interface PreparedTurn {
  readonly runId: string;
  readonly sessionId: string;
  readonly context: RuntimeContext;
  readonly systemPrompt: string;
  readonly tools: readonly ToolOffer[];
  readonly streamParams: StreamParams;
  readonly maxTurns: number | undefined;
  readonly maxBudgetUsd: number | undefined;
  readonly idleTimeoutMs: number;
  /** Conversation state before the prompt. */
  readonly head: string;
  readonly keepWarm: boolean;
  readonly recorder: TurnRecorder;
  readonly runner: ToolRunner;
  readonly tracker: StepTracker;
  readonly ledger: AttemptLedger;
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
  readonly credential: (context: RuntimeContext) => Promise<ResolvedCredential | null>;
  readonly recoveries: readonly Recovery[];
}

/** Runs the turn to its end. Rejects only for a defect in Tandem itself. */
export async function executeTurn(turn: PreparedTurn, deps: ExecutorDeps): Promise<TurnOutcome> {
  let context = turn.context;
  for (let runs = 1; ; runs++) {
    const { outcome, scope } = await runEngine(turn, context, deps);
    if (outcome.status !== "failed") return outcome;
    const plan =
      runs < MAX_ENGINE_RUNS ? await planRecovery(turn, context, deps, outcome, scope, runs) : null;
    if (plan === null) return outcome;
    context = plan;
  }
}

async function planRecovery(
  turn: PreparedTurn,
  context: RuntimeContext,
  deps: ExecutorDeps,
  outcome: TurnOutcome,
  scope: TransportScope | null,
  runs: number,
): Promise<RuntimeContext | null> {
  const error = outcome.error;
  if (error === null) return null;
  const failure = scope?.failure ?? null;
  const committed = turn.tracker.totals.steps > 0;
  for (const recovery of deps.recoveries) {
    const plan = await recovery.plan({ context, error, failure, runs, committed, signal: turn.signal });
    if (plan === null) continue;
    turn.emit({
      type: "recovery",
      step: plan.step,
      reason: error.kind,
      waitMs: plan.waitMs,
      message: plan.message,
    });
    if (plan.waitMs > 0) await sleep(plan.waitMs, undefined, { signal: turn.signal }).catch(() => undefined);
    return turn.signal.aborted ? null : plan.context;
  }
  return null;
}

async function runEngine(
  turn: PreparedTurn,
  context: RuntimeContext,
  deps: ExecutorDeps,
): Promise<{ readonly outcome: TurnOutcome; readonly scope: TransportScope | null }> {
  let engine: AgentRuntime;
  let provider: ProviderInfo;
  try {
    [engine, provider] = await Promise.all([deps.runtime(context.runtime), deps.endpoint(context.provider)]);
  } catch (error) {
    const failure = TandemError.from(error, "runtime_unavailable");
    turn.ledger.add(unstartedAttempt(turn, context, failure));
    return { outcome: { status: "failed", stopReason: "error", error: failure, context }, scope: null };
  }
  const origin: MessageOrigin = {
    runtime: context.runtime,
    provider: context.provider.id,
    model: context.model.id,
    api: context.model.api,
    ...(context.profile === null ? {} : { profile: context.profile }),
  };
  const attemptsBefore = turn.ledger.current;
  turn.tracker.startRun(context.model, origin);
  const scope = deps.transport.open({
    runId: turn.runId,
    runtime: context.runtime,
    provider,
    model: context.model,
    credential: () => deps.credential(context),
    signal: turn.signal,
    admit: () => admit(turn),
    idleTimeoutMs: turn.idleTimeoutMs,
    onAttempt: turn.ledger.observe,
    firstAttempt: turn.ledger.next,
  });
  turn.onStepDone(() => scope.expect());
  scope.expect();
  const { history, prompt } = conversation(turn, context);
  const result = await settled(
    engine.run({
      runId: turn.runId,
      sessionId: turn.sessionId,
      model: context.model,
      provider,
      thinking: context.thinking,
      streamParams: turn.streamParams,
      systemPrompt: turn.systemPrompt,
      history,
      prompt,
      head: turn.head,
      headAfter: () => turn.recorder.headId ?? turn.head,
      tools: turn.tools,
      runTool: (call) => turn.runner.run(call),
      transport: scope,
      takeSteering: turn.takeSteering,
      emit: turn.tracker.observe,
      signal: turn.signal,
      keepWarm: turn.keepWarm,
    }),
    turn.signal,
  );
  turn.runner.abandon("The engine ended before this call gave a result.");
  const outcome = judge(turn, context, scope, result);
  scope.close();
  if (outcome.status === "failed" && turn.ledger.current === attemptsBefore && outcome.error !== null) {
    turn.ledger.add(unstartedAttempt(turn, context, outcome.error));
  }
  return { outcome, scope };
}

/** What the engine is given: the repaired history, and the prompt apart unless the turn goes on after tool results. */
function conversation(turn: PreparedTurn, context: RuntimeContext) {
  const target = { provider: context.provider.id, model: context.model.id, api: context.model.api };
  const messages = repairHistory(turn.recorder.messages, target);
  const last = messages.at(-1);
  if (last?.role !== "user") return { history: messages, prompt: null };
  return { history: messages.slice(0, -1), prompt: last };
}

function admit(turn: PreparedTurn): Admission {
  const { steps, costUsd } = turn.tracker.totals;
  if (turn.maxTurns !== undefined && steps >= turn.maxTurns) return { admit: false, reason: "max_turns" };
  if (turn.maxBudgetUsd !== undefined && costUsd !== null && steps > 0 && costUsd >= turn.maxBudgetUsd) {
    return { admit: false, reason: "max_budget" };
  }
  return { admit: true };
}

/** Waits for the engine, but not for ever once the turn was stopped. */
async function settled(run: Promise<EngineRunResult>, signal: AbortSignal): Promise<EngineRunResult> {
  const timer = new AbortController();
  const stopped = new Promise<EngineRunResult>((resolve) => {
    const onAbort = () => {
      sleep(ABORT_GRACE_MS, undefined, { signal: timer.signal }).then(
        () => resolve({ outcome: "aborted" }),
        () => undefined,
      );
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true, signal: timer.signal });
  });
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
    timer.abort();
  }
}

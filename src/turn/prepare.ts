/** Makes an admitted request into a turn that can run: system prompt, tools, history, and the prompt's entry. */
import { randomUUID } from "node:crypto";
import type { Credentials } from "../auth/credentials.ts";
import type { PrimaryProbes } from "../auth/primary-probe.ts";
import { restingError } from "../auth/resting.ts";
import { rotations } from "../auth/rotations.ts";
import type { Config } from "../config/schema.ts";
import { buildSystemPrompt, changedParts, type SystemPrompt } from "../context/system-prompt.ts";
import type { SpendingRecord } from "../cost/spending-record.ts";
import { TurnBudget } from "../cost/turn-budget.ts";
import type { EventBody } from "../events/event.ts";
import { TandemError } from "../kernel/errors.ts";
import { isProbe } from "../kernel/probe.ts";
import type { SystemPromptReport } from "../kernel/result.ts";
import type { Run } from "../kernel/run.ts";
import type { ValidRequest } from "../kernel/validate.ts";
import { checkDemands } from "../routing/demands.ts";
import type { RuntimeContext } from "../routing/model.ts";
import type { Resolver } from "../routing/resolver.ts";
import { toolEnvironment } from "../safety/environment.ts";
import type { EntryDraft } from "../sessions/entry.ts";
import { historyOf } from "../sessions/history.ts";
import type { HistoryCache, KnownHistory } from "../sessions/history-cache.ts";
import type { UserContent, UserMessage } from "../sessions/message.ts";
import type { SessionInfo, Store } from "../sessions/store.ts";
import { createToolRunner, type ToolRunner } from "../tools/runner.ts";
import type { ValidatorCache } from "../tools/stages/validate.ts";
import type { ToolDefinition, ToolOffer } from "../tools/tool.ts";
import { AttemptLedger } from "./attempts.ts";
import type { ExecutorDeps, PreparedTurn } from "./executor.ts";
import { overBudget } from "./next-call.ts";
import type { TurnOutcome } from "./outcome.ts";
import type { OutputContract } from "./output.ts";
import { TurnRecorder } from "./recorder.ts";
import { RetryBudget } from "./recovery/retry-budget.ts";
import { recoveryTable } from "./recovery/table.ts";
import { StepTracker } from "./step-tracker.ts";

export interface PrepareDeps {
  readonly store: () => Store;
  readonly histories: HistoryCache;
  readonly resolver: Resolver;
  readonly config: Config;
  /** Data folder; no tool may enter it. */
  readonly home: string;
  /** Environment the tools' clean one is taken from. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly tools: readonly ToolDefinition[];
  readonly credentials: Credentials;
  readonly probes: PrimaryProbes;
  /** What recoveries that ask a model themselves go through. */
  readonly executor: ExecutorDeps;
  readonly validators: ValidatorCache;
  readonly spending: SpendingRecord;
  readonly clock: () => number;
  readonly debug: (message: string) => void;
}

export interface PrepareInput extends Run {
  readonly valid: ValidRequest;
  /** The prompt with its images. */
  readonly content: readonly UserContent[];
  readonly output: OutputContract | null;
  /** `null`: nothing is kept. */
  readonly session: SessionInfo | null;
}

export interface Preparation {
  readonly turn: PreparedTurn;
  readonly report: SystemPromptReport;
  /** Leaves the session as the turn left it; called once, whatever the outcome. */
  finish(outcome: TurnOutcome | null): void;
}

/** Called with the session's lane held. Throws TandemError when the session can no longer run as asked. */
export function prepareTurn(deps: PrepareDeps, input: PrepareInput): Preparation {
  const { request, valid, events, runId, session, content } = input;
  const emit = (body: EventBody) => events.publish(body);
  const context = deps.resolver.resolve(request, session);
  emit({
    type: "route",
    runtime: context.runtime,
    provider: context.provider.id,
    model: context.model.id,
    why: context.why,
  });

  const onStateFailure = reportStateFailure(emit, input.controller);
  const recorder = new TurnRecorder({
    sink: session ? { append: (drafts) => deps.store().sessions.append(session.id, drafts, runId) } : null,
    history: session ? loadHistory(deps, session) : NO_HISTORY,
    headId: session?.headId ?? null,
    onFailure: onStateFailure,
  });
  const tools = turnTools(deps, input);
  const prompt = buildPrompt(deps, valid, tools, request.extraSystemPrompt, input.output?.instruction);
  if (session) recordPrompt(deps, session, prompt, emit, onStateFailure);
  const turn = assemble(deps, input, { context, recorder, tools, prompt, emit });
  if (!request.compact) {
    const message: UserMessage = { role: "user", content };
    const refusal = overBudget(turn, context, [...recorder.messages, message]);
    if (refusal !== null) throw refusal;
    recorder.append(...changeDraft(session, context, runId), { type: "user", runId, message });
    if (session?.title === null) nameSession(deps, session, request.prompt, onStateFailure);
  }
  return {
    turn,
    report: prompt.report,
    finish: (outcome) => {
      if (!session) return;
      const clean = outcome !== null && (outcome.status === "completed" || outcome.status === "incomplete");
      if (clean) deps.histories.set(session.id, recorder.headId, recorder);
      else deps.histories.drop(session.id);
    },
  };
}

function assemble(
  deps: PrepareDeps,
  input: PrepareInput,
  parts: {
    readonly context: RuntimeContext;
    readonly recorder: TurnRecorder;
    readonly tools: readonly ToolDefinition[];
    readonly prompt: SystemPrompt;
    readonly emit: (body: EventBody) => void;
  },
): PreparedTurn {
  const { request, valid, runId, controller, session } = input;
  const { context, recorder, tools, prompt, emit } = parts;
  const spender = { runId, sessionId: session?.id ?? null, tag: request.billingTag ?? null };
  const ledger = new AttemptLedger(emit, deps.clock, (attempt) => {
    try {
      deps.spending.note(attempt, spender);
    } catch (error) {
      reportStateFailure(emit, controller)(error);
    }
  });
  let grantNext: () => void = () => undefined;
  const runner: ToolRunner = createToolRunner({
    tools,
    context: {
      runId,
      sessionId: session?.id ?? null,
      workspaceDir: valid.workspaceDir,
      additionalDirectories: request.additionalDirectories ?? [],
      protectedDirectories: [deps.home],
      env: toolEnvironment(deps.env, request.env),
      exec: request.exec ?? deps.config.exec,
    },
    confirm: request.confirm,
    validators: deps.validators,
    emit,
    signal: controller.signal,
    onResult: (call, output) =>
      recorder.append({
        type: "tool_result",
        runId,
        message: {
          role: "tool",
          toolCallId: call.id,
          toolName: call.name,
          content: output.content,
          isError: output.isError,
        },
      }),
    onStepDone: () => {
      tracker.finishStep();
      grantNext();
    },
  });
  const tracker = new StepTracker({
    emit,
    ledger,
    clock: deps.clock,
    commit: (message) =>
      recorder.append(
        message.role === "user" ? { type: "user", runId, message } : { type: "assistant", runId, message },
      ),
    beginTools: (calls) => runner.beginStep(calls),
    debug: deps.debug,
  });
  return {
    runId,
    sessionId: session?.id ?? randomUUID(),
    context,
    systemPrompt: prompt.text,
    tools: offers(tools),
    streamParams: request.streamParams ?? {},
    output: input.output,
    maxTurns: request.maxTurns,
    budget: new TurnBudget({
      limits: { ...deps.config.budgets, perTurnUsd: request.maxBudgetUsd },
      spent: {
        turn: () => tracker.totals.costUsd,
        session: () => (session === null ? 0 : deps.spending.ofSession(session.id)),
        since: (ms) => deps.spending.since(ms),
      },
      clock: deps.clock,
    }),
    idleTimeoutMs: deps.config.idleTimeoutMs,
    head: session?.headId ?? "",
    keepWarm: session !== null,
    quiet: isProbe(request),
    recorder,
    runner,
    tracker,
    ledger,
    ...turnRecovery(deps, input, context),
    emit,
    takeSteering: () => input.mailbox.take(),
    signal: controller.signal,
    onStepDone: (grant) => {
      grantNext = grant;
    },
  };
}

/** What a turn recovers with: its profiles, its retry budget and its recoveries. */
function turnRecovery(
  deps: PrepareDeps,
  input: PrepareInput,
  requested: RuntimeContext,
): Pick<PreparedTurn, "retries" | "rotationFor" | "recoveries"> {
  const { request, content } = input;
  const { config, credentials, resolver } = deps;
  const retries = new RetryBudget(config.retries);
  const models = request.fallbackModels ?? config.fallbacks.models;
  const falls = models.length > 0 || config.fallbacks.runtimes.length > 0;
  const rotationFor = rotations(
    credentials,
    request,
    falls ? { context: requested, probes: deps.probes } : null,
  );
  const recoveries = recoveryTable({
    executor: deps.executor,
    requested,
    retries,
    rotationFor,
    models,
    primary: config.model ?? null,
    runtimes: config.fallbacks.runtimes,
    resolve: ({ runtime, model }) => {
      const context = resolver.resolve({ ...request, runtime, model }, null);
      checkDemands(request, context, content, config.budgets);
      return context;
    },
    resting: (context) => restingError(credentials, context, deps.clock()),
    clock: deps.clock,
  });
  return { retries, rotationFor, recoveries };
}

function reportStateFailure(emit: (body: EventBody) => void, controller: AbortController) {
  return (cause: unknown): void => {
    const error = TandemError.from(cause, "state_persist_failed");
    // Another process has the session now: nothing more of this turn would be kept.
    if (error.code === "session_busy") controller.abort(error);
    else emit({ type: "warning", code: "state_persist_failed", message: error.message });
  };
}

/** Characters of the first prompt that name its session until a person does. */
const TITLE_CHARS = 60;

function nameSession(
  deps: PrepareDeps,
  session: SessionInfo,
  prompt: string | undefined,
  onFailure: (error: Error) => void,
): void {
  const title = (prompt ?? "").replace(/\s+/g, " ").trim().slice(0, TITLE_CHARS);
  if (title === "") return;
  try {
    deps.store().sessions.setTitle(session.id, title);
  } catch (error) {
    onFailure(error as Error);
  }
}

const NO_HISTORY: KnownHistory = { messages: [], entryIds: [] };

function loadHistory(deps: PrepareDeps, session: SessionInfo): KnownHistory {
  if (session.headId === null) return NO_HISTORY;
  const cached = deps.histories.get(session.id, session.headId);
  if (cached) return cached;
  return historyOf(deps.store().sessions.entries(session.id, { fromLastCompaction: true }));
}

function turnTools(deps: PrepareDeps, input: PrepareInput): readonly ToolDefinition[] {
  if (input.request.disableTools) return [];
  const extra = input.request.extraTools ?? [];
  const names = new Set(extra.map((tool) => tool.name));
  return [...deps.tools.filter((tool) => !names.has(tool.name)), ...extra];
}

function offers(tools: readonly ToolDefinition[]): ToolOffer[] {
  return tools
    .map(({ name, description, inputSchema }) => ({ name, description, inputSchema }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function buildPrompt(
  deps: Pick<PrepareDeps, "config">,
  agent: { readonly agentId: string; readonly workspaceDir: string },
  tools: readonly ToolDefinition[],
  extra?: string,
  output?: string,
): SystemPrompt {
  return buildSystemPrompt({
    agentId: agent.agentId,
    base: deps.config.agents[agent.agentId]?.systemPrompt ?? deps.config.systemPrompt,
    workspaceDir: tools.length === 0 ? null : agent.workspaceDir,
    extra,
    output,
    tools: offers(tools),
  });
}

/** System prompt and tools of a plain turn of this agent, for starting an engine ahead of it. */
export function promptSettings(
  deps: Pick<PrepareDeps, "config" | "tools">,
  agent: { readonly agentId: string; readonly workspaceDir: string },
): { readonly systemPrompt: string; readonly tools: readonly ToolOffer[] } {
  return { systemPrompt: buildPrompt(deps, agent, deps.tools).text, tools: offers(deps.tools) };
}

function recordPrompt(
  deps: PrepareDeps,
  session: SessionInfo,
  prompt: SystemPrompt,
  emit: (body: EventBody) => void,
  onFailure: (error: unknown) => void,
): void {
  const parts = changedParts(session.promptParts, prompt.digests);
  if (parts.length > 0) emit({ type: "prompt.changed", parts });
  if (session.promptParts !== null && parts.length === 0) return;
  try {
    deps.store().sessions.setPromptParts(session.id, prompt.digests);
  } catch (error) {
    onFailure(error);
  }
}

function changeDraft(session: SessionInfo | null, context: RuntimeContext, runId: string): EntryDraft[] {
  if (session === null) return [];
  const { runtime, provider, model } = context;
  if (session.runtime === runtime && session.provider === provider.id && session.model === model.id)
    return [];
  return [{ type: "change", runId, runtime, provider: provider.id, model: model.id }];
}

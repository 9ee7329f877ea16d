/** Puts a turn's parts together: attempts, tools, steps, budget and recoveries, and how they notify each other. */
import { randomUUID } from "node:crypto";
import { TurnOutbox } from "../channels/turn-outbox.ts";
import { TurnBudget } from "../cost/turn-budget.ts";
import type { EventBody } from "../events/event.ts";
import { isProbe } from "../kernel/probe.ts";
import { memoryFlush } from "../memory/flush.ts";
import { oneLine } from "../permissions/question.ts";
import { selectTools } from "../policy/policy.ts";
import { sessionNotes } from "../sessions/session-notes.ts";
import { pendingEntry } from "../tools/client/pending.ts";
import { createToolRunner, type ToolRunner } from "../tools/runner.ts";
import { AttemptLedger } from "./attempts.ts";
import type { TurnSubmission } from "./client-results.ts";
import type { PreparedTurn } from "./executor.ts";
import type { Gathered } from "./gather.ts";
import { nativeTurn } from "./native-run.ts";
import type { Offer } from "./offer.ts";
import type { PrepareDeps, PrepareInput } from "./prepare.ts";
import type { TurnRecorder } from "./recorder.ts";
import { turnRecovery } from "./recovery/turn-recovery.ts";
import { reportStateFailure } from "./state-failure.ts";
import { StepTracker } from "./step-tracker.ts";

export function assemble(
  deps: PrepareDeps,
  input: PrepareInput,
  parts: {
    readonly gathered: Gathered;
    readonly recorder: TurnRecorder;
    /** Names the conversation as it is sent. */
    readonly head: string;
    readonly offer: Offer;
    readonly submission: TurnSubmission | null;
    readonly emit: (body: EventBody) => void;
  },
): PreparedTurn {
  const { request, valid, runId, controller, session } = input;
  const { gathered, recorder, head, offer, submission, emit } = parts;
  const { context, facts } = gathered;
  const { family } = input;
  const rootSessionId = family.depth === 0 ? null : family.rootSessionId;
  const spender = { runId, sessionId: session?.id ?? null, rootSessionId, tag: request.billingTag ?? null };
  /** Session whose budget this turn's calls count against. */
  const payer = rootSessionId ?? session?.id ?? null;
  const ledger = new AttemptLedger(emit, deps.clock, (attempt) => {
    try {
      deps.spending.note(attempt, spender);
    } catch (error) {
      reportStateFailure(emit, controller)(error);
    }
  });
  let grantNext: () => void = () => undefined;
  const outbox = new TurnOutbox(deps.outbox, facts, emit);
  const runner: ToolRunner = createToolRunner({
    tools: gathered.proxy === null ? gathered.tools : [...gathered.tools, gathered.proxy],
    ...gathered.stages,
    scrubber: gathered.scrubber,
    context: {
      turn: facts,
      runId,
      sessionId: session?.id ?? null,
      workspaceDir: valid.workspaceDir,
      additionalDirectories: request.additionalDirectories ?? [],
      protectedDirectories: [deps.home],
      readableDirectories: gathered.readableDirectories,
      guarded: deps.guards.in({
        workspaceDir: valid.workspaceDir,
        additionalDirectories: request.additionalDirectories ?? [],
      }),
      ...(gathered.unreadable === null ? {} : { unreadable: gathered.unreadable }),
      env: gathered.env,
      exec: request.exec ?? deps.config.exec,
      notes: sessionNotes({
        stored: (name) => session && deps.store().sessions.lastCustom(session.id, name)?.data,
        append: (name, data) => recorder.append({ type: "custom", runId, name, data }),
      }),
      outbox,
    },
    approve: (question) =>
      gathered.approvals.ask({ ...question, summary: oneLine(question.summary), rule: null }),
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
      if (runner.pending.length > 0 && !controller.signal.aborted)
        recorder.append(pendingEntry(runId, runner.pending));
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
    userMessages: submission === null || submission.prompt !== null ? 1 : 0,
  });
  const budget = new TurnBudget({
    limits: { ...deps.config.budgets, perTurnUsd: request.maxBudgetUsd },
    spent: {
      turn: () => family.spentUsd,
      session: () => (payer === null ? 0 : deps.spending.ofSession(payer) + ledger.untoldUsd),
      since: (ms) => deps.spending.since(ms) + ledger.untoldUsd,
    },
    clock: deps.clock,
    above: family.budgetAbove,
  });
  family.share({
    sessionId: session?.id ?? null,
    tools: gathered.tools,
    budget,
    spent: () => ledger.spent,
  });
  return {
    runId,
    sessionId: session?.id ?? randomUUID(),
    hooks: facts.hooks,
    context,
    systemPrompt: offer.prompt.text,
    toolsOn: ({ provider, model }) => {
      gathered.policy.moveTo(provider.id, model.id);
      const { offered } = selectTools(gathered.policy.now, gathered.tools);
      return deps.offers.toolOffers(deps.proxies.offeredOn(model.api, offered, gathered.proxy));
    },
    native: nativeTurn(deps.config, facts, gathered.tools),
    offerTokens: offer.tokens,
    streamParams: request.streamParams ?? {},
    output: input.output,
    maxTurns: request.maxTurns,
    budget,
    idleTimeoutMs: deps.config.idleTimeoutMs,
    head,
    keepWarm: session !== null,
    quiet: isProbe(request),
    outbox,
    memoryFlush: memoryFlush({
      config: deps.config.memory,
      tools: gathered.tools,
      entries: () =>
        session === null ? [] : deps.store().sessions.entries(session.id, { fromLastCompaction: true }),
    }),
    submission,
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

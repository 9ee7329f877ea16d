/** Makes an admitted request into a turn that can run: system prompt, tools, history, and the prompt's entry. */
import type { Credentials } from "../auth/credentials.ts";
import type { PrimaryProbes } from "../auth/primary-probe.ts";
import type { Outbox } from "../channels/outbox.ts";
import type { Config } from "../config/schema.ts";
import { configOfTurn, type TurnConfig } from "../config/turn-config.ts";
import type { PromptSource } from "../context/prompt-section.ts";
import { changedParts, type SystemPrompt } from "../context/system-prompt.ts";
import type { SpendingRecord } from "../cost/spending-record.ts";
import type { EventBody } from "../events/event.ts";
import type { Guards } from "../guarded/guards.ts";
import type { Hooks } from "../hooks/hooks.ts";
import type { TurnHooks } from "../hooks/turn-hooks.ts";
import type { SystemPromptReport } from "../kernel/result.ts";
import type { Run } from "../kernel/run.ts";
import { asks, type ValidRequest } from "../kernel/validate.ts";
import type { ProxyBook } from "../mcp/proxy.ts";
import type { MemoryFeedback } from "../memory/feedback.ts";
import type { ApprovalDesk } from "../permissions/approvals.ts";
import type { PermissionRules } from "../permissions/gate.ts";
import type { ToolPolicy } from "../policy/policy.ts";
import type { RuntimeContext } from "../routing/model.ts";
import type { Resolver } from "../routing/resolver.ts";
import type { EntryDraft } from "../sessions/entry.ts";
import { historyOf } from "../sessions/history.ts";
import type { HistoryCache, KnownHistory } from "../sessions/history-cache.ts";
import { limitedHistory } from "../sessions/history-limit.ts";
import type { Message, UserContent, UserMessage } from "../sessions/message.ts";
import type { SessionInfo, Store } from "../sessions/store.ts";
import type { ToolSource } from "../tools/source.ts";
import type { ValidatorCache } from "../tools/stages/validate.ts";
import { assemble } from "./assemble.ts";
import { endsAtOnce, submissionOf, submittedMessages } from "./client-results.ts";
import type { ExecutorDeps, PreparedTurn } from "./executor.ts";
import type { Gathered } from "./gather.ts";
import { divideTools } from "./native-run.ts";
import { overBudget } from "./next-call.ts";
import { type Offer, OfferBook, withSystemPrompt } from "./offer.ts";
import type { TurnOutcome } from "./outcome.ts";
import type { OutputContract } from "./output.ts";
import { TurnRecorder } from "./recorder.ts";
import { reportStateFailure } from "./state-failure.ts";

export interface PrepareDeps {
  readonly store: () => Store;
  readonly histories: HistoryCache;
  readonly resolver: Resolver;
  readonly config: Config;
  /** Data folder; no tool may enter it. */
  readonly home: string;
  /** Environment the tools' clean one is taken from. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** In the order of their standing: of two tools with one name the earlier source's counts. */
  readonly toolSources: readonly ToolSource[];
  readonly promptSources: readonly PromptSource[];
  readonly policy: ToolPolicy;
  readonly permissionRules: PermissionRules;
  readonly approvals: ApprovalDesk;
  readonly memoryFeedback: MemoryFeedback;
  readonly outbox: Outbox;
  readonly offers: OfferBook;
  readonly proxies: ProxyBook;
  readonly hooks: Hooks;
  readonly guards: Guards;
  readonly credentials: Credentials;
  readonly probes: PrimaryProbes;
  /** What recoveries that ask a model themselves go through. */
  readonly executor: ExecutorDeps;
  readonly validators: ValidatorCache;
  readonly spending: SpendingRecord;
  readonly clock: () => number;
  readonly debug: (message: string) => void;
}

/** The same with the settings that the turn brings along. Throws TandemError `validation_failed`. */
export function depsOfTurn(deps: PrepareDeps, own: TurnConfig | undefined): PrepareDeps {
  const config = configOfTurn(deps.config, own);
  if (config === deps.config) return deps;
  const { systemPrompt } = own ?? {};
  const offers = systemPrompt === undefined ? deps.offers : new OfferBook({ agents: {}, systemPrompt });
  return { ...deps, config, offers };
}

export interface PrepareInput extends Run {
  readonly valid: ValidRequest;
  /** The prompt with its images. */
  readonly content: readonly UserContent[];
  readonly output: OutputContract | null;
  /** `null`: nothing is kept. */
  readonly session: SessionInfo | null;
  /** What the request was resolved to when it came in, and the session as it was then. */
  readonly route: { readonly context: RuntimeContext; readonly session: SessionInfo | null };
  /** It is only looked at what a turn would have. */
  readonly isLook?: boolean;
  /** Fires hooks in the turn; absent where a turn is only looked at. */
  readonly hooks?: TurnHooks;
  /** What entries are written with, so that the store refuses them once another process has the session. */
  readonly fence: string | undefined;
}

export interface Preparation {
  readonly turn: PreparedTurn;
  /** What the turn has said so far, from its prompt on; after a compaction all that was kept. */
  ownMessages(): readonly Message[];
  readonly report: SystemPromptReport;
  /** Leaves the session as the turn left it; called once, whatever the outcome. */
  finish(outcome: TurnOutcome | null): void;
}

/** Called with the session's lane held. Throws TandemError when the turn cannot begin. Does not wait for anything. */
export function prepareTurn(deps: PrepareDeps, input: PrepareInput, gathered: Gathered): Preparation {
  const { request, events, runId, session, content } = input;
  const emit = (body: EventBody) => events.publish(body);
  const { context } = gathered;
  emit({
    type: "route",
    runtime: context.runtime,
    provider: context.provider.id,
    model: context.model.id,
    why: context.why,
  });

  const onStateFailure = reportStateFailure(emit, input.controller);
  const known = session ? loadHistory(deps, session) : NO_HISTORY;
  const sent = session ? limitedHistory(deps.config.channels, session.key, known) : known;
  const recorder = new TurnRecorder({
    sink: session
      ? { append: (drafts) => deps.store().sessions.append(session.id, drafts, input.fence) }
      : null,
    history: sent,
    headId: session?.headId ?? null,
    onFailure: onStateFailure,
  });
  const { opening } = gathered;
  const offer = withSystemPrompt(offerOf(deps, input, gathered), opening?.systemPrompt ?? null);
  if (session) recordPrompt(deps, session, offer.prompt, emit, onStateFailure);
  // An engine that was left at this head also knows what the limit takes away.
  const head = `${session?.headId ?? ""}${sent === known ? "" : "#limited"}`;
  const before = (opening?.context ?? []).map((text) => ({ type: "text", text }) as const);
  const message: UserMessage | null = asks(request)
    ? { role: "user", content: [...before, ...content] }
    : null;
  const submission = session === null ? null : submissionOf(deps, session, request.toolResults, message);
  const turn = assemble(deps, input, { gathered, recorder, head, offer, submission, emit });
  if (!request.compact) {
    const added = [...submittedMessages(submission), ...(message === null ? [] : [message])];
    const refusal = endsAtOnce(submission)
      ? null
      : overBudget(turn, context, [...recorder.messages, ...added]);
    if (refusal !== null) throw refusal;
    const drafts = changeDraft(session, context, runId);
    // After submitted results, the prompt follows once they are kept.
    if (message !== null && submission === null) drafts.push({ type: "user", runId, message });
    if (drafts.length > 0) recorder.append(...drafts);
    if (session?.title === null) nameSession(deps, session, request.prompt, onStateFailure);
  }
  const ownFrom = recorder.messages.length - (message === null ? 0 : 1);
  return {
    turn,
    ownMessages: () =>
      turn.tracker.totals.compactions === 0 ? recorder.messages.slice(ownFrom) : recorder.messages,
    report: {
      ...reportFor(turn, context, offer.prompt.report),
      omissions: gathered.omissions,
      removedTools: gathered.removedTools,
    },
    finish: (outcome) => {
      if (!session) return;
      deps.memoryFeedback.consider(turn, gathered.facts, outcome);
      const clean = outcome !== null && (outcome.status === "completed" || outcome.status === "incomplete");
      if (clean) deps.histories.set(session.id, recorder.headId, recorder);
      else deps.histories.drop(session.id);
    },
  };
}

/** The tools and the system prompt of a turn. */
export function offerOf(deps: PrepareDeps, input: PrepareInput, gathered: Gathered): Offer {
  const { request, valid, output } = input;
  return deps.offers.offer({
    agentId: valid.agentId,
    workspaceDir: valid.workspaceDir,
    tools: deps.proxies.offeredOn(gathered.context.model.api, gathered.tools, gathered.proxy),
    extra: request.extraSystemPrompt,
    output: output?.instruction,
    sections: gathered.sections,
  });
}

/** With the tools of the engine it begins on: where an engine's own are offered, Tandem's of the same kind are not. */
function reportFor(
  turn: PreparedTurn,
  context: RuntimeContext,
  report: SystemPromptReport,
): SystemPromptReport {
  if (turn.native === null) return report;
  const { tools, own } = divideTools(turn.toolsOn(context), turn.native, context.runtime);
  const names = new Set([...own, ...tools.map((tool) => tool.name)]);
  return { ...report, tools: report.tools.filter((tool) => names.has(tool.name)) };
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

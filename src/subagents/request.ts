/** The turn that a subagent runs: its own task, and of everything else at most what its parent may. */
import type { MessagingContext } from "../kernel/messaging.ts";
import { keepsNothing } from "../kernel/probe.ts";
import type { TurnRequest } from "../kernel/request.ts";
import type { RuntimeContext } from "../routing/model.ts";
import { subagentKey } from "../sessions/session-key.ts";
import type { TurnFacts } from "../turn/facts.ts";
import type { SubagentTask } from "./task.ts";

const ROLE = `You work for another agent, which gave you this one task. Do it with the tools you have and nothing beyond it. Nobody reads \
along or can answer questions: your last message is all that agent gets from you, so let it hold the result, complete and to the point.`;

const SUBAGENT_LANE = /^subagent(?::(\d+))?$/;

export interface ChildOptions {
  readonly childId: string;
  readonly task: SubagentTask;
  readonly prompt: string;
  readonly parent: TurnFacts;
  /** Of the parent's turn, what is left; `undefined`: no limit. */
  readonly budgetUsd: number | undefined;
  readonly timeoutMs: number | undefined;
  readonly signal: AbortSignal;
}

/** Where a task is to run, as far as the call says so. */
export function routeOf(task: SubagentTask, parent: TurnFacts) {
  const { model, runtime, thinking, agentId = parent.agentId } = task;
  return { agentId, model, runtime, thinking };
}

/** `context`: what it was resolved to. */
export function childRequest(options: ChildOptions, context: RuntimeContext): TurnRequest {
  const { childId, task, prompt, parent, budgetUsd, timeoutMs, signal } = options;
  const { request } = parent;
  const route = routeOf(task, parent);
  const sameProvider = context.provider.id === parent.provider;
  const sameModel = sameProvider && context.model.id === parent.model;
  return {
    // Who wrote and on which channel stays true of what is done on their behalf.
    ...parent.messaging,
    ...inherited(request),
    spawnedBy: parent.sessionKey ?? parent.runId,
    ...route,
    ...(route.thinking === undefined && sameModel ? { thinking: request.thinking } : {}),
    // A credential the caller chose is for its provider, a harness for its engine.
    ...(sameProvider
      ? { authProfileId: request.authProfileId, authProfileIdSource: request.authProfileIdSource }
      : {}),
    ...(context.runtime === parent.runtime ? { harness: request.harness } : {}),
    ...(route.agentId === parent.agentId ? { agentDir: request.agentDir } : {}),
    prompt,
    extraSystemPrompt: ROLE,
    sessionKey: subagentKey(route.agentId, childId),
    ephemeral: keepsNothing(request),
    workspaceDir: parent.workspaceDir,
    additionalDirectories: parent.additionalDirectories,
    permissionMode: parent.permissionMode,
    noUserAvailable: !parent.userAvailable,
    maxBudgetUsd: budgetUsd,
    timeoutMs,
    lane: laneBelow(request.lane),
    abortSignal: signal,
  };
}

/**
 * Every parameter of a turn, and what becomes of it: `same` as the parent's, `own` of the subagent (set above), or `none`, because it
 * is about the parent's conversation, stream or caller. What limits the parent is never `none`.
 */
const FATE: Readonly<Record<Exclude<keyof TurnRequest, keyof MessagingContext>, "same" | "own" | "none">> = {
  agentDir: "own",
  agentId: "own",
  abortSignal: "own",
  additionalDirectories: "own",
  authProfileId: "own",
  authProfileIdSource: "own",
  ephemeral: "own",
  extraSystemPrompt: "own",
  harness: "own",
  lane: "own",
  maxBudgetUsd: "own",
  model: "own",
  noUserAvailable: "own",
  permissionMode: "own",
  prompt: "own",
  runtime: "own",
  sessionKey: "own",
  thinking: "own",
  timeoutMs: "own",
  workspaceDir: "own",
  allowTools: "same",
  approvals: "same",
  bashElevated: "same",
  billingTag: "same",
  config: "same",
  confirm: "same",
  disableMessageTool: "same",
  disableTools: "same",
  env: "same",
  exec: "same",
  execOverrides: "same",
  extraTools: "same",
  fallbackModels: "same",
  hooks: "same",
  requireExplicitMessageTarget: "same",
  clientTools: "none",
  // The kernel has made it `thinking`.
  thinkLevel: "none",
  compact: "none",
  images: "none",
  maxTurns: "none",
  onAgentEvent: "none",
  onAssistantMessageStart: "none",
  onBlockReply: "none",
  onBlockReplyFlush: "none",
  onPartialReply: "none",
  onReasoningStream: "none",
  onToolResult: "none",
  outputSchema: "none",
  reasoningLevel: "none",
  runId: "none",
  sessionId: "none",
  shouldEmitToolOutput: "none",
  shouldEmitToolResult: "none",
  skillsSnapshot: "none",
  streamMiddleware: "none",
  streamParams: "none",
  toolResultFormat: "none",
  toolResults: "none",
  verboseLevel: "none",
  whenBusy: "none",
};

function inherited(request: TurnRequest): TurnRequest {
  return Object.fromEntries(
    Object.entries(request).filter(([name]) => FATE[name as keyof typeof FATE] === "same"),
  );
}

/** Never the parent's own lane: it would hold the place that its child waits for. */
function laneBelow(lane = "main"): string {
  const [, level] = SUBAGENT_LANE.exec(lane) ?? [];
  return SUBAGENT_LANE.test(lane) ? `subagent:${Number(level ?? 1) + 1}` : "subagent";
}

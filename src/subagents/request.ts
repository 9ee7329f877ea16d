/** The turn that a subagent runs: its own task, and of everything else at most what its parent may. */

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
    spawnedBy: parent.sessionKey ?? parent.runId,
    ...route,
    ...(route.thinking === undefined && sameModel ? { thinking: request.thinking } : {}),
    // A credential the caller chose is for its provider.
    ...(sameProvider
      ? { authProfileId: request.authProfileId, authProfileIdSource: request.authProfileIdSource }
      : {}),
    fallbackModels: request.fallbackModels,
    prompt,
    extraSystemPrompt: ROLE,
    sessionKey: subagentKey(route.agentId, childId),
    ephemeral: keepsNothing(request),
    workspaceDir: parent.workspaceDir,
    additionalDirectories: parent.additionalDirectories,
    env: request.env,
    exec: request.exec,
    permissionMode: parent.permissionMode,
    noUserAvailable: !parent.userAvailable,
    confirm: request.confirm,
    approvals: request.approvals,
    extraTools: request.extraTools,
    billingTag: request.billingTag,
    maxBudgetUsd: budgetUsd,
    timeoutMs,
    lane: laneBelow(request.lane),
    abortSignal: signal,
  };
}

/** Never the parent's own lane: it would hold the place that its child waits for. */
function laneBelow(lane = "main"): string {
  const [, level] = SUBAGENT_LANE.exec(lane) ?? [];
  return SUBAGENT_LANE.test(lane) ? `subagent:${Number(level ?? 1) + 1}` : "subagent";
}

/** One task on one subagent: a run of the kernel like any other, asked for by a run. */
import { randomUUID } from "node:crypto";
import type { Config } from "../config/schema.ts";
import { replacedBy } from "../engines/claude/native/tools.ts";
import type { TandemEvent } from "../events/event.ts";
import { subagentStarted, subagentStopped } from "../hooks/subagents.ts";
import { TandemError } from "../kernel/errors.ts";
import type { Family } from "../kernel/family.ts";
import type { ExecutionKernel } from "../kernel/kernel.ts";
import type { ExecutionResult } from "../kernel/result.ts";
import type { Run } from "../kernel/run.ts";
import type { Resolver } from "../routing/resolver.ts";
import type { TurnFacts } from "../turn/facts.ts";
import type { TaskEnd } from "./report.ts";
import { childRequest, routeOf } from "./request.ts";
import type { SubagentTask } from "./task.ts";

/** Characters of a task in events. */
const SHOWN_TASK = 200;
/** Further turns that hooks may ask of one subagent. */
const MAX_FURTHER = 3;

export interface SubagentDeps {
  readonly kernel: () => Pick<ExecutionKernel, "spawn" | "runs">;
  readonly resolver: Pick<Resolver, "resolve">;
  readonly config: Pick<Config, "agents" | "subagents">;
}

/** The call that wants subagents. */
export interface Caller {
  readonly facts: TurnFacts;
  readonly toolCallId: string;
  readonly signal: AbortSignal;
  /** What a subagent does. */
  readonly onEvent: (task: SubagentTask, event: TandemEvent) => void;
}

/** Runs a task to its end. Never rejects: what goes wrong is the end's `problem`. `prompt`: the task as it is asked. */
export async function runTask(
  deps: SubagentDeps,
  caller: Caller,
  task: SubagentTask,
  prompt: string,
): Promise<TaskEnd> {
  let result: ExecutionResult | null = null;
  try {
    const parent = deps.kernel().runs.get(caller.facts.runId);
    if (parent === null) throw new TandemError({ code: "aborted", message: "The turn has ended." });
    let next: string | null = prompt;
    const childId = randomUUID();
    for (let turn = 0; next !== null; turn++) {
      result = await runOnce(deps, caller, parent, { task, childId, prompt: next, first: turn === 0 });
      next = await furtherWork(caller, task, result, turn);
    }
    return { task, result, problem: problemOf(result!) };
  } catch (failure) {
    const { message, remediation } = TandemError.from(failure, "tool_error");
    return { task, result, problem: `${message} ${remediation}`.trim() };
  }
}

interface ChildTurn {
  readonly task: SubagentTask;
  /** Names the session that all its turns share. */
  readonly childId: string;
  readonly prompt: string;
  readonly first: boolean;
}

async function runOnce(
  deps: SubagentDeps,
  caller: Caller,
  parent: Run,
  { task, childId, prompt, first }: ChildTurn,
): Promise<ExecutionResult> {
  const { facts, toolCallId, signal } = caller;
  const { agents, subagents } = deps.config;
  const tools = passedOn(task, parent.family);
  const route = routeOf(task, facts);
  checkAgent(route.agentId, facts, agents);
  if (parent.family.spawned >= subagents.maxChildren) throw tooMany(subagents.maxChildren);
  const context = deps.resolver.resolve(route, null, facts);
  const runId = first ? childId : randomUUID();
  const agent = { runId, agentId: route.agentId };
  const read = first && facts.hooks?.has("SubagentStart") ? await subagentStarted(facts.hooks, agent) : [];
  const told = { type: "subagent", childRunId: runId, toolCallId, agentId: route.agentId } as const;
  const shown = task.task.slice(0, SHOWN_TASK);
  const request = childRequest(
    {
      childId,
      task,
      prompt: [...read, prompt].join("\n\n"),
      parent: facts,
      budgetUsd: budgetLeft(facts, parent.family),
      timeoutMs: shortest(task.timeoutMs, subagents.timeoutMs) ?? facts.request.timeoutMs,
      signal,
    },
    context,
  );
  const run = deps.kernel().spawn({
    parent: { facts, tools },
    request,
    runId,
    subscriber: (event) => caller.onEvent(task, event),
    onEnd: ({ status }, { count: _, ...spent }) =>
      parent.events.publish({ ...told, state: "ended", task: shown, status, ...spent }),
  });
  parent.events.publish({ ...told, state: "started", task: shown });
  return run;
}

/** A hook on the subagent's end may want more of it. */
async function furtherWork(
  caller: Caller,
  task: SubagentTask,
  result: ExecutionResult,
  turn: number,
): Promise<string | null> {
  const { hooks, agentId } = caller.facts;
  if (!hooks?.has("SubagentStop") || result.status !== "completed") return null;
  const agent = { runId: result.runId, agentId: task.agentId ?? agentId };
  const more = await subagentStopped(hooks, agent, { text: result.text, again: turn > 0 });
  return turn < MAX_FURTHER ? more : null;
}

function problemOf({ status, error }: ExecutionResult): string | null {
  if (status === "completed") return null;
  const why = error === null ? "" : `: ${error.message}`;
  return `The subagent's turn ended as ${status}${why}`;
}

/**
 * Tools the subagent may have at most: its parent's, but for those that are run by the caller of the parent's turn. Claude Code's own
 * stand for Tandem's in their place as well, which a subagent on another engine has instead.
 */
function passedOn({ tools: wanted }: SubagentTask, family: Family): ReadonlySet<string> {
  const tools = family.tools.filter((tool) => tool.deferred !== true);
  const native = tools.filter((tool) => tool.origin === "native").map((tool) => tool.name);
  const own = [...tools.map((tool) => tool.name), ...replacedBy(native)];
  const stray = (wanted ?? []).filter((name) => !own.includes(name));
  if (stray.length > 0) {
    throw new TandemError({
      code: "tool_input_invalid",
      field: "tools",
      message: `You have no tool ${stray.map((name) => `"${name}"`).join(", ")} to pass on.`,
      remediation: `Name some of: ${own.join(", ")}.`,
    });
  }
  return new Set(wanted ?? own);
}

function checkAgent(agentId: string, facts: TurnFacts, agents: Config["agents"]): void {
  if (agentId === facts.agentId || agentId in agents) return;
  throw new TandemError({
    code: "tool_input_invalid",
    field: "agentId",
    message: `There is no agent "${agentId}".`,
    remediation: `Leave it out, or name one of: ${[facts.agentId, ...Object.keys(agents)].join(", ")}.`,
  });
}

function budgetLeft({ request }: TurnFacts, family: Family): number | undefined {
  if (request.maxBudgetUsd === undefined) return undefined;
  const left = request.maxBudgetUsd - family.spentUsd;
  if (left > 0) return left;
  throw new TandemError({
    code: "max_budget",
    message: "The turn has spent its budget, so no subagent can be started.",
  });
}

function tooMany(most: number): TandemError {
  return new TandemError({
    code: "tool_error",
    field: "subagents.maxChildren",
    message: `This turn has spawned ${most} subagents, which is the most it may.`,
  });
}

function shortest(...times: readonly (number | undefined)[]): number | undefined {
  const given = times.filter((ms) => ms !== undefined);
  return given.length === 0 ? undefined : Math.min(...given);
}

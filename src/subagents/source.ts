/** `spawn_subagent`: hands tasks on to turns of their own, one, one after another, or in parallel. */
import type { TandemEvent } from "../events/event.ts";
import { TandemError } from "../kernel/errors.ts";
import { withClaudeView } from "../tools/builtin/index.ts";
import { defineTool } from "../tools/define.ts";
import type { ToolSource } from "../tools/source.ts";
import type { ToolContext, ToolDefinition, ToolOutput } from "../tools/tool.ts";
import { type Caller, runTask, type SubagentDeps } from "./child.ts";
import { previewSpawn } from "./preview.ts";
import { Progress } from "./progress.ts";
import { outputOf, type TaskEnd, textOf } from "./report.ts";
import { readSpawn, SPAWN_SCHEMA, type Spawn, type SpawnInput, type SubagentTask } from "./task.ts";

export const SPAWN_TOOL = "spawn_subagent";

/** Offered down to the depth of the configuration. */
export function subagentSource(deps: SubagentDeps): ToolSource {
  const offered = { tools: [withClaudeView(spawnTool(deps))] };
  const none = { tools: [] };
  return {
    name: "subagents",
    supply: ({ depth }) => (depth < deps.config.subagents.maxDepth ? offered : none),
  };
}

function spawnTool(deps: SubagentDeps): ToolDefinition {
  return defineTool<SpawnInput>({
    name: SPAWN_TOOL,
    description:
      "Hands a task to a subagent, which works on it in a conversation of its own with your tools and gives back its reply. It knows " +
      "nothing of this conversation, so put everything it needs into the task. Give `task` for one subagent, `chain` for several one " +
      "after the other, or `parallel` for several at once.",
    inputSchema: SPAWN_SCHEMA,
    // Several calls of one message run in parallel; what a subagent does is held to the same rules as if its parent did it.
    readOnly: true,
    effect: "none",
    origin: "builtin",
    preview: (input, { turn }) => previewSpawn(readSpawn(input), turn),
    execute: (input, context) => spawn(deps, readSpawn(input), context),
  });
}

async function spawn(deps: SubagentDeps, wanted: Spawn, context: ToolContext): Promise<ToolOutput> {
  const { turn: facts, toolCallId, signal } = context;
  if (facts === undefined) throw outsideTurn();
  if (facts.depth >= deps.config.subagents.maxDepth) throw tooDeep(deps.config.subagents.maxDepth);
  const progress = new Progress(wanted.tasks, context.onUpdate);
  const caller: Caller = {
    facts,
    toolCallId,
    signal,
    onEvent: (task: SubagentTask, event: TandemEvent) => progress.observe(task, event),
  };
  const run = (task: SubagentTask, prompt = task.task) => runTask(deps, caller, task, prompt);
  const { maxResultChars } = deps.config.subagents;
  const ends =
    wanted.mode === "chain"
      ? await inTurn(wanted.tasks, run, maxResultChars)
      : await Promise.all(wanted.tasks.map((task) => run(task)));
  return outputOf(wanted, ends, maxResultChars);
}

/** Ends with the first task that has no reply: the next ones need it. */
async function inTurn(
  tasks: readonly SubagentTask[],
  run: (task: SubagentTask, prompt: string) => Promise<TaskEnd>,
  maxChars: number,
): Promise<TaskEnd[]> {
  const ends: TaskEnd[] = [];
  let previous = "";
  for (const task of tasks) {
    const end = await run(
      task,
      task.task.replaceAll("{previous}", () => previous),
    );
    ends.push(end);
    if (end.problem !== null) break;
    previous = textOf(end, maxChars);
  }
  return ends;
}

function outsideTurn(): TandemError {
  return new TandemError({ code: "tool_error", message: "Subagents can only be spawned within a turn." });
}

function tooDeep(most: number): TandemError {
  return new TandemError({
    code: "tool_error",
    field: "subagents.maxDepth",
    message: `Subagents may be nested ${most} deep, and this turn is already at that depth.`,
    remediation: "Do the task yourself.",
  });
}

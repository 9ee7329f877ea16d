/** What the model says when it spawns subagents. */
import { TandemError } from "../kernel/errors.ts";
import { THINKING_LEVELS, type ThinkingLevel } from "../routing/model.ts";
import type { RuntimeKind } from "../sessions/message.ts";
import type { JsonSchema } from "../tools/tool.ts";

/** One task for one subagent. */
export interface SubagentTask {
  readonly task: string;
  readonly agentId?: string;
  readonly model?: string;
  readonly runtime?: Exclude<RuntimeKind, "recipe">;
  readonly thinking?: ThinkingLevel;
  /** Of the parent's tools; default all of them. */
  readonly tools?: readonly string[];
  /** Milliseconds. */
  readonly timeoutMs?: number;
}

/** Input of `spawn_subagent`: a single task, or a list of them. */
export interface SpawnInput extends Partial<SubagentTask> {
  readonly chain?: readonly SubagentTask[];
  readonly parallel?: readonly SubagentTask[];
}

export interface Spawn {
  readonly mode: "single" | "chain" | "parallel";
  readonly tasks: readonly SubagentTask[];
}

/** Tasks of one call at most. */
export const MAX_TASKS = 8;

const TASK_PROPERTIES = {
  task: { type: "string", minLength: 1, description: "What to do, with everything needed to do it" },
  agentId: { type: "string", description: "Agent whose settings apply; default your own" },
  model: { type: "string", description: "Model, such as provider/model or an alias; default your own" },
  runtime: { type: "string", enum: ["pi", "claude"], description: "Engine; default by settings or model" },
  thinking: { type: "string", enum: [...THINKING_LEVELS], description: "How much to reason" },
  tools: { type: "array", items: { type: "string" }, description: "Only these of your tools; default all" },
  timeoutMs: { type: "integer", minimum: 1, description: "Milliseconds at most" },
};

const TASK = {
  type: "object",
  properties: TASK_PROPERTIES,
  required: ["task"],
  additionalProperties: false,
};

/** No `oneOf` at the top: some providers refuse it. */
export const SPAWN_SCHEMA: JsonSchema = {
  type: "object",
  properties: {
    ...TASK_PROPERTIES,
    chain: {
      type: "array",
      items: TASK,
      minItems: 1,
      maxItems: MAX_TASKS,
      description: "Tasks one after another; {previous} in a task is replaced by the previous reply",
    },
    parallel: {
      type: "array",
      items: TASK,
      minItems: 1,
      maxItems: MAX_TASKS,
      description: "Tasks to run in parallel, independent of each other",
    },
  },
  additionalProperties: false,
};

/** Throws TandemError `tool_input_invalid` unless the input is exactly one of the three modes. */
export function readSpawn({ chain, parallel, ...single }: SpawnInput): Spawn {
  const named = [single.task !== undefined && "task", chain && "chain", parallel && "parallel"].filter(
    Boolean,
  );
  const stray = single.task === undefined ? Object.keys(single) : [];
  if (named.length !== 1 || stray.length > 0) {
    throw new TandemError({
      code: "tool_input_invalid",
      message:
        stray.length > 0 && named.length === 1
          ? `${stray.join(", ")} must be set in each task of the list.`
          : "Give exactly one of `task`, `chain` and `parallel`.",
      remediation: "Correct the arguments and call the tool again.",
    });
  }
  if (chain !== undefined) return { mode: "chain", tasks: chain };
  if (parallel !== undefined) return { mode: "parallel", tasks: parallel };
  return { mode: "single", tasks: [single as SubagentTask] };
}

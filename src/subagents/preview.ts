/** What subagents will do, for the person who is asked. */
import type { SubagentsPreview } from "../permissions/preview.ts";
import type { TurnFacts } from "../turn/facts.ts";
import type { Spawn } from "./task.ts";

export function previewSpawn({ mode, tasks }: Spawn, turn: TurnFacts | undefined): SubagentsPreview {
  return {
    kind: "subagents",
    mode,
    tasks: tasks.map((task) => ({
      task: task.task,
      agentId: task.agentId ?? turn?.agentId ?? "main",
      model: task.model ?? null,
      runtime: task.runtime ?? null,
      thinking: task.thinking ?? null,
      tools: task.tools ?? null,
      timeoutMs: task.timeoutMs ?? null,
    })),
    permissionMode: turn?.permissionMode ?? "default",
  };
}

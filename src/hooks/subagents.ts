/** The hooks of a subagent's life, fired in the turn that spawned it. */
import type { TurnHooks } from "./turn-hooks.ts";

export interface SpawnedAgent {
  /** Run id of the subagent. */
  readonly runId: string;
  /** Which agent it is. */
  readonly agentId: string;
}

/** What the subagent is to read before its task. Rejects as `fire` does. */
export async function subagentStarted(hooks: TurnHooks, agent: SpawnedAgent): Promise<readonly string[]> {
  const { context } = await hooks.fire("SubagentStart", { agent_id: agent.runId, agent_type: agent.agentId });
  return context;
}

/**
 * What the subagent still has to do, as a hook wants it; `null`: it may stop. `again`: it continued already because of that. Rejects as
 * `fire` does.
 */
export async function subagentStopped(
  hooks: TurnHooks,
  agent: SpawnedAgent,
  end: { readonly text: string; readonly again: boolean },
): Promise<string | null> {
  const { denied } = await hooks.fire("SubagentStop", {
    agent_id: agent.runId,
    agent_type: agent.agentId,
    agent_transcript_path: "",
    stop_hook_active: end.again,
    last_assistant_message: end.text,
  });
  return denied;
}

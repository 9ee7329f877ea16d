/** What a turn offers its model: the tools and the system prompt. */
import { buildSystemPrompt, type SystemPrompt } from "../context/system-prompt.ts";
import type { ToolDefinition, ToolOffer } from "../tools/tool.ts";
import type { PrepareDeps, PrepareInput } from "./prepare.ts";

/** The built-in tools and the caller's; of two with one name the caller's counts. */
export function turnTools(deps: PrepareDeps, input: PrepareInput): readonly ToolDefinition[] {
  if (input.request.disableTools) return [];
  const extra = input.request.extraTools ?? [];
  const names = new Set(extra.map((tool) => tool.name));
  return [...deps.tools.filter((tool) => !names.has(tool.name)), ...extra];
}

/** As engines get them: by name, since the order is part of what providers cache. */
export function offers(tools: readonly ToolDefinition[]): ToolOffer[] {
  return tools
    .map(({ name, description, inputSchema }) => ({ name, description, inputSchema }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function buildPrompt(
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

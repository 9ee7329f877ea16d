/** What the memory adds to a turn: its tools, and the words in the prompt that say when to use them. */
import type { PromptMaterial, PromptSource } from "../context/prompt-section.ts";
import { isProbe } from "../kernel/probe.ts";
import type { ToolSource, ToolSupply } from "../tools/source.ts";
import type { TurnFacts } from "../turn/facts.ts";
import type { Memories } from "./memory.ts";
import { memoryTools } from "./tools.ts";

const SEARCH =
  "You have a memory that outlives this conversation: notes, reached with memory_search only. Search it before you answer about earlier \
work, decisions, people, dates or preferences, and say so when it has nothing.";
const SAVE =
  "Keep with memory_save what will matter in later conversations: what somebody wants, what was decided, facts that took effort to find. \
No secrets, and nothing that only this conversation needs.";

/**
 * A turn has the memory of its agent. Left out for spawned runs, for probes, where the configuration says so, and for turns that come from
 * a group; one that keeps nothing may search and not save.
 */
export function memorySources(memories: Memories): {
  readonly tools: ToolSource;
  readonly prompt: PromptSource;
} {
  const { search, save } = memoryTools(memories);
  const supplies: Record<Access, ToolSupply> = {
    none: { tools: [] },
    search: { tools: [search] },
    all: { tools: [search, save] },
  };
  const section = (text: string): PromptMaterial => ({
    sections: [{ name: "memory", text: `# Memory\n${text}`, tools: ["memory_search"] }],
  });
  const materials: Record<Access, PromptMaterial> = {
    none: { sections: [] },
    search: section(SEARCH),
    all: section(`${SEARCH}\n${SAVE}`),
  };
  const access = (facts: TurnFacts) => accessOf(memories, facts);
  return {
    tools: { name: "memory", supply: (facts) => supplies[access(facts)] },
    prompt: { name: "memory", load: (facts) => materials[access(facts)] },
  };
}

type Access = "none" | "search" | "all";

function accessOf({ config }: Memories, { request, depth, messaging }: TurnFacts): Access {
  const fromGroup = messaging.groupId !== undefined || messaging.groupChannel !== undefined;
  if (!config.enabled || depth > 0 || isProbe(request) || (fromGroup && !config.inGroups)) return "none";
  return request.ephemeral === true ? "search" : "all";
}

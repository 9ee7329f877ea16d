/** The memory as hosts and the command line use it. */
import { MAIN_AGENT } from "../kernel/agents.ts";
import type { NewMemory, NoteInfo, SavedMemory } from "./agent-memory.ts";
import type { FoundChunk } from "./index-file.ts";
import type { Memories } from "./memory.ts";

/**
 * Each takes the agent it is about, default `main`, and fails with TandemError `unknown_agent` where there is none of that name. All see what
 * was changed by hand.
 */
export interface MemoryAccess {
  /** Pieces of notes that have words of the query, best first; 6 by default. Any text is a query and none rejects for it. */
  search(
    query: string,
    options?: { readonly agentId?: string; readonly limit?: number },
  ): Promise<readonly FoundChunk[]>;
  /** Rejects with TandemError `tool_error` for what looks like a credential, and `state_persist_failed`. */
  save(memory: NewMemory, options?: { readonly agentId?: string }): Promise<SavedMemory>;
  /** The notes by path. */
  list(options?: { readonly agentId?: string }): NoteInfo[];
  /** Rebuilds the index and resolves with how many notes are in it. */
  reindex(options?: { readonly agentId?: string }): Promise<number>;
  /** Absolute path of the notes; may not exist yet. */
  folder(agentId?: string): string;
}

/** `check` throws for an agent that there is none of. */
export function memoryAccess(memories: Memories, check: (agentId: string) => void): MemoryAccess {
  const of = ({ agentId = MAIN_AGENT }: { readonly agentId?: string | undefined } = {}) => {
    check(agentId);
    return memories.of(agentId);
  };
  return {
    search: async (query, options) => of(options).search(query, options?.limit),
    save: async (memory, options) => of(options).save(memory),
    list: (options) => of(options).list(),
    reindex: async (options) => of(options).reindex(),
    folder: (agentId) => of({ agentId }).folder,
  };
}

/** The memories of all agents of one Tandem. Nothing is opened or made before it is used. */
import { hash } from "node:crypto";
import { join, resolve } from "node:path";
import { expandHome } from "../safety/home-path.ts";
import type { TurnFacts } from "../turn/facts.ts";
import { AgentMemory } from "./agent-memory.ts";
import type { MemoryConfig } from "./config.ts";
import type { FoundChunk } from "./index-file.ts";

/** A search that a turn's model made. */
export interface MadeSearch {
  readonly query: string;
  readonly found: readonly FoundChunk[];
}

export interface MemoriesOptions {
  readonly config: MemoryConfig;
  /** The data folder. */
  readonly home: string;
  readonly clock: () => number;
}

export class Memories {
  readonly config: MemoryConfig;
  readonly #options: MemoriesOptions;
  readonly #agents = new Map<string, AgentMemory>();
  readonly #searches = new WeakMap<TurnFacts, MadeSearch[]>();

  constructor(options: MemoriesOptions) {
    this.#options = options;
    this.config = options.config;
  }

  /** The same object each time. `agentId`: letters, digits, `-` and `_`. */
  of(agentId: string): AgentMemory {
    const known = this.#agents.get(agentId);
    if (known) return known;
    const { home, clock, config } = this.#options;
    const base = config.dir === undefined ? join(home, "memory") : inside(home, config.dir);
    const folder = join(base, agentId);
    // Another folder, another index: `memory.dir` may change from start to start.
    const indexFile = join(home, "memory-index", `${agentId}-${hash("sha256", folder).slice(0, 12)}.sqlite3`);
    const memory = new AgentMemory({ folder, indexFile, clock });
    this.#agents.set(agentId, memory);
    return memory;
  }

  /** Keeps what a turn's model was shown, for as long as the turn is known. */
  noteSearch(turn: TurnFacts, search: MadeSearch): void {
    this.#searches.set(turn, [...this.searchesOf(turn), search]);
  }

  searchesOf(turn: TurnFacts): readonly MadeSearch[] {
    return this.#searches.get(turn) ?? [];
  }

  close(): void {
    for (const memory of this.#agents.values()) memory.close();
    this.#agents.clear();
  }
}

function inside(home: string, dir: string): string {
  return resolve(home, expandHome(dir));
}

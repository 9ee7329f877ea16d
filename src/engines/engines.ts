/** The engines of one Tandem, each loaded when a turn first needs it. */
import { join } from "node:path";
import type { Config } from "../config/schema.ts";
import { TandemError } from "../kernel/errors.ts";
import type { Logger } from "../logging/logger.ts";
import type { RuntimeKind } from "../sessions/message.ts";
import type { Store } from "../sessions/store.ts";
import type { Relay } from "../transport/transport.ts";
import type { EarlyStart } from "./claude/early-start.ts";
import type { AgentRuntime } from "./runtime.ts";

export interface EnginesOptions {
  readonly config: Config;
  readonly home: string;
  readonly store: () => Store;
  readonly logger: Logger | undefined;
  /** A claude process that was started before all else. */
  readonly early: EarlyStart | null;
}

/** Engines that run models. A new one is added here and in its own folder. */
export const MODEL_RUNTIMES = ["pi", "claude"] as const satisfies readonly RuntimeKind[];

export class Engines {
  readonly #options: EnginesOptions;
  readonly #engines = new Map<RuntimeKind, Promise<AgentRuntime>>();
  #relay: Relay | null = null;

  constructor(options: EnginesOptions) {
    this.#options = options;
  }

  /** The engine, started at first use. Rejects with TandemError `runtime_unavailable` or `engine_missing`. */
  get(kind: RuntimeKind): Promise<AgentRuntime> {
    let engine = this.#engines.get(kind);
    if (!engine) {
      engine = this.#load(kind);
      this.#engines.set(kind, engine);
      engine.catch(() => this.#engines.delete(kind));
    }
    return engine;
  }

  /** The engine if a turn has used it already. */
  async loaded(kind: RuntimeKind): Promise<AgentRuntime | null> {
    return (await this.#engines.get(kind)?.catch(() => null)) ?? null;
  }

  /** Ends engines' and servers' processes whose Tandem was killed; they are in the store. Costs one read when there are none. */
  async endOrphans(): Promise<void> {
    const { store, logger } = this.#options;
    const { children } = store();
    if (children.list().length === 0) return;
    const { reapOrphans } = await import("../process/orphans.ts");
    await reapOrphans(children, logger);
  }

  /** Ends what any engine keeps for a session. */
  async forget(sessionId: string): Promise<void> {
    for (const kind of this.#engines.keys()) (await this.loaded(kind))?.forget?.(sessionId);
  }

  async close(): Promise<void> {
    const engines = await Promise.all([...this.#engines.keys()].map((kind) => this.loaded(kind)));
    await Promise.all(engines.map((engine) => engine?.close()));
    this.#options.early?.discard();
    await this.#relay?.close();
  }

  async #load(kind: RuntimeKind): Promise<AgentRuntime> {
    const { config, home, store, logger, early } = this.#options;
    switch (kind) {
      case "pi": {
        const { createPiRuntime } = await import("./pi/index.ts");
        return createPiRuntime();
      }
      case "claude": {
        const [{ createClaudeRuntime }, { createRelay }] = await Promise.all([
          import("./claude/index.ts"),
          import("../transport/relay.ts"),
        ]);
        this.#relay = early?.relay ?? createRelay();
        const folder = join(home, "engines", "claude");
        return createClaudeRuntime({
          relay: this.#relay,
          children: store().children,
          folder,
          config: config.claude,
          early,
          ...(logger === undefined ? {} : { logger }),
        });
      }
      case "recipe":
        throw new TandemError({
          code: "runtime_unavailable",
          message: "Recipes cannot run yet.",
          remediation: "Use the pi or the claude engine.",
        });
    }
  }
}

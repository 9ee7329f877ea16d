/** The Claude engine: the real claude binary under the Claude Agent SDK, with everything that is not translation above it. */
import type { Logger } from "pino";
import type { Config } from "../../config/schema.ts";
import { TandemError } from "../../kernel/errors.ts";
import type { ChildStore } from "../../sessions/store.ts";
import type { Relay } from "../../transport/transport.ts";
import type { AgentRuntime, EngineRun, EngineRunResult } from "../runtime.ts";
import { type BinaryLookup, findBinary } from "./binary.ts";
import { userBlocks } from "./content.ts";
import type { EarlyStart } from "./early-start.ts";
import { claudeCapabilities } from "./parameters.ts";
import { ProcessPool } from "./pool.ts";
import { runTurn } from "./turn.ts";

export interface ClaudeRuntimeOptions {
  /** How children reach their provider. */
  readonly relay: Relay;
  /** Where children are recorded for a later start to find; `null`: nowhere. */
  readonly children: ChildStore | null;
  /** A private folder for the children's own folders; made when needed. */
  readonly folder: string;
  readonly config: Config["claude"];
  /** The process that was started before all else; its relay is `relay`. */
  readonly early?: EarlyStart | null;
  readonly logger?: Pick<Logger, "debug" | "warn">;
}

/** Makes the engine; starts nothing. */
export function createClaudeRuntime(options: ClaudeRuntimeOptions): AgentRuntime {
  return new ClaudeRuntime(options);
}

class ClaudeRuntime implements AgentRuntime {
  readonly kind = "claude";
  readonly displayName = "Claude Agent SDK";
  readonly #options: ClaudeRuntimeOptions;
  readonly #closing = new AbortController();
  #binary: BinaryLookup | null = null;
  #pool: ProcessPool | null = null;

  constructor(options: ClaudeRuntimeOptions) {
    this.#options = options;
  }

  capabilities = claudeCapabilities;

  async check(): ReturnType<AgentRuntime["check"]> {
    const found = this.#find();
    return found.ok ? { ok: true, version: found.version } : found;
  }

  async run(run: EngineRun): Promise<EngineRunResult> {
    const signal = AbortSignal.any([run.signal, this.#closing.signal]);
    if (signal.aborted) return { outcome: "aborted" };
    const found = this.#find();
    if (!found.ok) return missing(found);
    try {
      const aborted = new Promise<EngineRunResult>((resolve) => {
        signal.addEventListener("abort", () => resolve({ outcome: "aborted" }), { once: true });
      });
      return await Promise.race([this.#attempt({ ...run, signal }, this.#poolFor(found)), aborted]);
    } catch (error) {
      const failure = TandemError.from(error, "runtime_unavailable");
      return { outcome: "failed", kind: failure.kind, message: failure.message, cause: failure };
    }
  }

  prewarm(settings: Parameters<NonNullable<AgentRuntime["prewarm"]>>[0]): void {
    if (this.#options.config.harness === "native") return;
    const found = this.#find();
    if (found.ok) this.#poolFor(found).prewarm(settings);
  }

  forget(sessionId: string): void {
    this.#pool?.forget(sessionId);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#pool?.close();
  }

  async #attempt(run: EngineRun, pool: ProcessPool): Promise<EngineRunResult> {
    const steering = run.takeSteering();
    for (const message of steering) run.emit({ type: "user-message", message });
    const extra = steering.flatMap((message) => userBlocks(message.content));
    for (let fresh = false; ; fresh = true) {
      const lease = await pool.lease(run, fresh);
      if (lease === null) {
        return {
          outcome: "failed",
          kind: "role_ordering",
          message: "There is nothing for the model to answer.",
        };
      }
      const end = await runTurn(run, lease.claude, [...lease.prompt, ...extra]);
      pool.release(lease, run);
      if (end.outcome !== "unstarted") return end;
      this.#options.logger?.[run.quiet ? "debug" : "warn"](
        { reason: end.reason, native: lease.native },
        "claude process failed before a request",
      );
      if (fresh || !lease.native) return unusable(end.reason);
      run.emit({ type: "native-reset", reason: end.reason });
    }
  }

  #find(): BinaryLookup {
    this.#binary ??= findBinary(this.#options.config.binary);
    return this.#binary;
  }

  #poolFor(found: Extract<BinaryLookup, { ok: true }>): ProcessPool {
    const { relay, children, folder, config, early = null } = this.#options;
    this.#pool ??= new ProcessPool(
      {
        relay,
        children,
        folder,
        binary: found.path,
        sdkVersion: found.version,
        native: config.native,
        early,
      },
      {
        maxProcesses: config.maxProcesses,
        maxMemoryBytes: config.maxMemoryMb * 1_048_576,
        idleMs: config.idleMs,
        spare: config.spare,
      },
    );
    return this.#pool;
  }
}

function missing(found: Extract<BinaryLookup, { ok: false }>): EngineRunResult {
  const { reason, remedy, details } = found;
  const cause = new TandemError({
    code: "engine_missing",
    message: reason,
    remediation: remedy,
    ...(details && { details }),
  });
  return { outcome: "failed", kind: cause.kind, message: cause.message, cause };
}

function unusable(reason: string): EngineRunResult {
  const cause = new TandemError({ code: "runtime_unavailable", message: reason });
  return { outcome: "failed", kind: cause.kind, message: reason, cause };
}

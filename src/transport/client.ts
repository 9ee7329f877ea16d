/** Makes the one {@link ModelTransport} of a process's Tandem. */
import { Agent } from "undici";
import type { FailureKind } from "../kernel/errors.ts";
import { type Clock, systemClock } from "./clock.ts";
import { Scope, type TransportLogger } from "./scope.ts";
import type { ModelTransport, TransportScope, WireFailure } from "./transport.ts";

export interface TransportOptions {
  /** Names the kind of a failure. Pure. */
  readonly classify: (facts: WireFailure, provider: string) => FailureKind;
  readonly clock?: Clock;
  readonly logger?: TransportLogger;
  /** Connections to one provider at a time; requests beyond wait. Default: no limit. */
  readonly maxConnections?: number;
}

/** Long enough to survive a tool call between two requests, short of what providers' load balancers keep. */
const KEEP_ALIVE_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Connections are the transport's own: kept alive, no redirect followed, no proxy or other setting taken from the environment.
 * The only time limits are ten seconds to connect and the scope's idle limit.
 */
export function createTransport(options: TransportOptions): ModelTransport {
  const agent = new Agent({
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    connections: options.maxConnections ?? null,
    pipelining: 1,
  });
  const scopes = new Set<TransportScope>();
  return {
    open(scopeOptions) {
      const scope = new Scope(scopeOptions, {
        dispatcher: agent,
        classify: options.classify,
        clock: options.clock ?? systemClock,
        logger: options.logger ?? null,
        onClose: (closed) => scopes.delete(closed),
      });
      scopes.add(scope);
      return scope;
    },
    async close() {
      for (const scope of [...scopes]) scope.close();
      await agent.destroy();
    },
  };
}

/** Makes the one {@link ModelTransport} of a process's Tandem. */
import type { FailureKind } from "../kernel/errors.ts";
import { type Clock, systemClock } from "./clock.ts";
import { createHttpClient, type HttpClient } from "./http-client.ts";
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

/**
 * Connections are the transport's own: kept alive, no redirect followed, no proxy or other setting taken from the environment.
 * The only time limits are ten seconds to connect and the scope's idle limit.
 */
export function createTransport(options: TransportOptions): ModelTransport {
  let http: Promise<HttpClient> | null = null;
  // Loaded by the first request, or when an engine waits for something else: a command that runs no turn does not pay for it.
  const loadHttp = () => {
    http ??= createHttpClient(options.maxConnections ?? null);
    return http;
  };
  const scopes = new Set<TransportScope>();
  return {
    open(scopeOptions) {
      const scope = new Scope(scopeOptions, {
        http: loadHttp,
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
      await (await http)?.destroy();
    },
  };
}

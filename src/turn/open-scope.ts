/** The way to the provider for one engine run of a turn: with the turn's profiles, retries, attempts and signal. */
import type { ProviderInfo, RuntimeContext } from "../routing/model.ts";
import type { ScopeOptions, TransportScope } from "../transport/transport.ts";
import type { ExecutorDeps, PreparedTurn } from "./executor.ts";
import { wireRecovery } from "./recovery/wire.ts";

export interface ScopeSettings extends Pick<ScopeOptions, "admit" | "waitedMs"> {
  /** Whether another profile may take over on the wire; default true. */
  readonly mayRotate?: boolean;
  /** Records the requests instead of the turn's ledger; none is granted then before it is asked for. */
  readonly observe?: ScopeOptions["onAttempt"];
}

/** `provider`: as it can be reached now. The first request is granted. */
export function openScope(
  turn: PreparedTurn,
  context: RuntimeContext,
  provider: ProviderInfo,
  deps: Pick<ExecutorDeps, "transport">,
  { admit, waitedMs, mayRotate, observe }: ScopeSettings,
): TransportScope {
  const rotation = turn.rotationFor(context);
  const scope = deps.transport.open({
    runId: turn.runId,
    runtime: context.runtime,
    provider,
    model: context.model,
    credential: () => rotation.current(),
    signal: turn.signal,
    admit,
    recover: wireRecovery({ rotation, retries: turn.retries, mayRotate, emit: turn.emit }),
    idleTimeoutMs: turn.idleTimeoutMs,
    onAttempt: observe ?? turn.ledger.observe,
    firstAttempt: turn.ledger.next,
    waitedMs,
  });
  if (observe === undefined) scope.expect();
  return scope;
}

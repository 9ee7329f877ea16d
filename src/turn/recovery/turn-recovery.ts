/** What one turn recovers with: its profiles, its retry budget and its recoveries. */
import { profileNotFound } from "../../auth/profile-store.ts";
import { restingError } from "../../auth/resting.ts";
import { lockedProfile, rotations } from "../../auth/rotations.ts";
import { checkDemands } from "../../routing/demands.ts";
import type { RuntimeContext } from "../../routing/model.ts";
import type { PreparedTurn } from "../executor.ts";
import type { PrepareDeps, PrepareInput } from "../prepare.ts";
import { allowedFallbacks } from "./candidates.ts";
import { RetryBudget } from "./retry-budget.ts";
import { recoveryTable } from "./table.ts";

/** `requested`: what the turn was resolved to; everything else is fallen back to from it. */
export function turnRecovery(
  deps: PrepareDeps,
  input: PrepareInput,
  requested: RuntimeContext,
): Pick<PreparedTurn, "retries" | "rotationFor" | "recoveries"> {
  const { request, content } = input;
  const { config, credentials, resolver } = deps;
  const retries = new RetryBudget(config.retries);
  const fallbacks = allowedFallbacks(request, config);
  const falls = fallbacks.models.length > 0 || fallbacks.runtimes.length > 0;
  const lock = lockedProfile(request);
  const rotationFor = rotations(
    credentials,
    request,
    falls ? { context: requested, probes: deps.probes } : null,
  );
  const recoveries = recoveryTable({
    executor: deps.executor,
    requested,
    retries,
    rotationFor,
    ...fallbacks,
    resolve: ({ runtime, model }) => {
      const context = resolver.resolve({ ...request, runtime, model }, null);
      // The only profile the turn may use belongs to one provider; no request to another could carry it.
      if (lock !== null && context.provider.id !== requested.provider.id)
        throw profileNotFound(lock, context.provider.id);
      checkDemands(request, context, content, config.budgets);
      return context;
    },
    resting: (context) => restingError(credentials, context, deps.clock()),
  });
  return { retries, rotationFor, recoveries };
}

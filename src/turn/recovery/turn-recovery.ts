/** What one turn recovers with: its profiles, its retry budget and its recoveries. */
import { restingError } from "../../auth/resting.ts";
import { rotations } from "../../auth/rotations.ts";
import { checkDemands } from "../../routing/demands.ts";
import type { RuntimeContext } from "../../routing/model.ts";
import type { PreparedTurn } from "../executor.ts";
import type { PrepareDeps, PrepareInput } from "../prepare.ts";
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
  const models = request.fallbackModels ?? config.fallbacks.models;
  const falls = models.length > 0 || config.fallbacks.runtimes.length > 0;
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
    models,
    primary: config.model ?? null,
    runtimes: config.fallbacks.runtimes,
    resolve: ({ runtime, model }) => {
      const context = resolver.resolve({ ...request, runtime, model }, null);
      checkDemands(request, context, content, config.budgets);
      return context;
    },
    resting: (context) => restingError(credentials, context, deps.clock()),
  });
  return { retries, rotationFor, recoveries };
}

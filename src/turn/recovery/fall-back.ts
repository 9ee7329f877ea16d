/** The last recovery: another model, then another engine, where the configuration names them. Goes on from the transcript. */
import { type FailureKind, TandemError } from "../../kernel/errors.ts";
import type { RuntimeContext } from "../../routing/model.ts";
import { type Candidate, fallbackCandidates } from "./candidates.ts";
import type { FailedRun, Recovery } from "./recovery.ts";

/** What another model cannot mend, or must not be asked to. */
const FINAL: ReadonlySet<FailureKind> = new Set([
  "aborted",
  "validation_failed",
  "context_overflow",
  "compaction_failure",
  "image_size",
  "image_dimension",
  "role_ordering",
  "content_policy",
  "tool_error",
  "retry_limit",
  "state_persist_failed",
]);

export interface FallBackDeps {
  readonly requested: RuntimeContext;
  readonly models: readonly string[];
  readonly primary: string | null;
  readonly runtimes: readonly Candidate["runtime"][];
  /** The context of a candidate. Throws TandemError when it cannot do what the turn asks. */
  readonly resolve: (candidate: Candidate) => RuntimeContext;
  /** Why no profile of the candidate can be used now; `null` when one can. */
  readonly resting: (context: RuntimeContext) => TandemError | null;
}

/** A candidate that cannot run the turn or whose profiles all rest is recorded as skipped. */
export function fallBack(deps: FallBackDeps): Recovery {
  const { requested } = deps;
  let waiting: Candidate[] | null = null;
  const tried = new Set([placeOf(requested)]);
  return {
    name: "fall-back",
    async next(failed) {
      const { kind, code } = failed.error;
      // What the person allows to be spent is used up for every model, unlike a provider's quota.
      if (FINAL.has(kind) || code === "budget_exceeded") return null;
      waiting ??= fallbackCandidates({
        requested: { runtime: requested.runtime, model: nameOf(requested) },
        models: deps.models,
        primary: deps.primary,
        runtimes: deps.runtimes,
      });
      for (let candidate = waiting.shift(); candidate; candidate = waiting.shift()) {
        const context = usable(candidate, failed, deps, tried);
        if (context === null) continue;
        return {
          plan: { ...failed.plan, context, askedThinking: undefined },
          waitMs: 0,
          message: `${nameOf(failed.plan.context)} failed; continuing with ${nameOf(context)} on ${context.runtime}.`,
        };
      }
      return null;
    },
  };
}

export function nameOf(context: RuntimeContext): string {
  return `${context.provider.id}/${context.model.id}`;
}

function placeOf(context: RuntimeContext): string {
  return `${context.runtime} ${nameOf(context)}`;
}

function usable(
  candidate: Candidate,
  failed: FailedRun,
  deps: FallBackDeps,
  tried: Set<string>,
): RuntimeContext | null {
  let context: RuntimeContext;
  try {
    context = deps.resolve(candidate);
  } catch (error) {
    skip(failed, candidate, TandemError.from(error));
    return null;
  }
  // Two names of one model are one candidate.
  if (tried.has(placeOf(context))) return null;
  tried.add(placeOf(context));
  const rest = deps.resting(context);
  if (rest === null) return context;
  skip(failed, candidate, rest);
  return null;
}

function skip(failed: FailedRun, candidate: Candidate, error: TandemError): void {
  const [provider = "", ...model] = candidate.model.split("/");
  const place = {
    runtime: candidate.runtime,
    provider: model.length === 0 ? "" : provider,
    model: model.length === 0 ? provider : model.join("/"),
    profile: null,
  };
  failed.turn.ledger.addUnsent(place, "skipped", error);
}

/** One error for a turn whose candidates all failed; the only candidate's own error stays as it is. */
export function allFailed(
  attempts: readonly {
    readonly provider: string;
    readonly model: string;
    readonly outcome: string;
    readonly reason: string | null;
    readonly message: string | null;
  }[],
  last: TandemError,
): TandemError {
  const candidates = new Map<string, { message: string; reason: string }>();
  for (const { provider, model, outcome, reason, message } of attempts) {
    if (outcome === "ok") continue;
    candidates.set(`${provider}/${model}`, { message: message ?? "", reason: reason ?? "unknown" });
  }
  if (candidates.size < 2) return last;
  const list = [...candidates].map(([name, { message, reason }]) => `${name}: ${message} (${reason})`);
  return new TandemError({
    code: last.code,
    message: `All models failed (${list.length}): ${list.join(" | ")}`,
    remediation: last.remediation,
    retryable: last.retryable,
    details: { ...last.details, candidates: list },
    cause: last,
  });
}

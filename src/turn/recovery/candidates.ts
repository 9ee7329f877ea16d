/** What a turn may fall back to, in order: engines outside, models inside, each pair once. Pure. */
import type { Config } from "../../config/schema.ts";
import type { TurnRequest } from "../../kernel/request.ts";
import type { RuntimeKind } from "../../sessions/message.ts";

/** Who may be asked when the requested model fails. */
export interface AllowedFallbacks {
  /** Model strings, in order. */
  readonly models: readonly string[];
  /** The configured primary model, asked last; `null`: not asked. */
  readonly primary: string | null;
  /** Engines that may take over; empty: none. */
  readonly runtimes: readonly RuntimeKind[];
}

export interface CandidateInputs extends AllowedFallbacks {
  readonly requested: { readonly runtime: RuntimeKind; readonly model: string };
}

const NONE: AllowedFallbacks = { models: [], primary: null, runtimes: [] };

/**
 * A list in the request is the whole list: the configured primary is not added to it, and an empty one forbids engines too, so that
 * nobody is asked (and paid) whom the caller did not name. Without one the configuration decides: its models, then its primary;
 * `fallbacks.models: []` forbids every other model, and leaves the engines that `fallbacks.runtimes` names.
 */
export function allowedFallbacks(
  request: Pick<TurnRequest, "fallbackModels">,
  { model, fallbacks }: Pick<Config, "model" | "fallbacks">,
): AllowedFallbacks {
  const { runtimes } = fallbacks;
  const own = request.fallbackModels;
  if (own !== undefined) return own.length === 0 ? NONE : { models: own, primary: null, runtimes };
  const models = fallbacks.models ?? [];
  const modelsForbidden = fallbacks.models?.length === 0;
  return { models, primary: modelsForbidden ? null : (model ?? null), runtimes };
}

export interface Candidate {
  readonly runtime: RuntimeKind;
  readonly model: string;
}

/** Every candidate after the requested one. Whether an engine can run a model is for the resolver to say. */
export function fallbackCandidates({ requested, models, primary, runtimes }: CandidateInputs): Candidate[] {
  const chain = [...new Set([requested.model, ...models, ...(primary === null ? [] : [primary])])];
  const engines = [...new Set([requested.runtime, ...runtimes])];
  return engines
    .flatMap((runtime) => chain.map((model) => ({ runtime, model })))
    .filter(({ runtime, model }) => runtime !== requested.runtime || model !== requested.model);
}

/** What a turn may fall back to, in order: engines outside, models inside, each pair once. Pure. */
import type { RuntimeKind } from "../../sessions/message.ts";

export interface CandidateInputs {
  readonly requested: { readonly runtime: RuntimeKind; readonly model: string };
  /** Model strings as configured. */
  readonly models: readonly string[];
  /** The configured primary model, where the request named another one. */
  readonly primary: string | null;
  /** Engines that may take over; empty: none. */
  readonly runtimes: readonly RuntimeKind[];
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

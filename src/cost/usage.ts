/** Tokens of one or more model calls. `input` leaves out cached tokens; `output` includes `reasoning`. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  /** The part of `output` spent on reasoning, where the provider reports it; else 0. */
  readonly reasoning: number;
}

/**
 * How much of a request's usage its provider reported. `complete`: all of it. `partial`: the answer broke off, and this much had been
 * reported by then. `unknown`: nothing, although the request may have been paid for.
 */
export type UsageReport = "complete" | "partial" | "unknown";

/** US dollars; `null` when a price or a usage is unknown (never 0 in its place). */
export type CostUsd = number | null;

/** US dollars per million tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

export const NO_USAGE: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 };

export function addUsage(a: Usage, b: Usage): Usage {
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    reasoning: a.reasoning + b.reasoning,
  };
}

/** All tokens, sent and received. */
export function tokensOf(usage: Usage): number {
  return usage.input + usage.output + usage.cacheRead + usage.cacheWrite;
}

/** Cost of a usage at a price; `null` without a price. */
export function costOf(usage: Usage, price: ModelPrice | null): CostUsd {
  if (price === null) return null;
  return (
    (usage.input * price.input +
      usage.output * price.output +
      usage.cacheRead * price.cacheRead +
      usage.cacheWrite * price.cacheWrite) /
    1_000_000
  );
}

/** Sum of costs; unknown plus anything is unknown. */
export function addCost(a: CostUsd, b: CostUsd): CostUsd {
  return a === null || b === null ? null : a + b;
}

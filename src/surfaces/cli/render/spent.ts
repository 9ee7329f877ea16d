/** What was spent in a few words, with what is not known of it. */
import type { Spent } from "../../../cost/spent.ts";
import { tokensOf } from "../../../cost/usage.ts";
import { count, formatCost, formatUsage } from "./format.ts";

/** `1,234 in, 56 out`; `at least …` when a provider did not report everything, `tokens unknown` when none reported anything. */
export function spentTokens({
  usage,
  unreported,
}: Pick<Spent, "usage"> & { readonly unreported: { readonly attempts: number } }): string {
  if (unreported.attempts === 0) return formatUsage(usage);
  return tokensOf(usage) === 0 ? "tokens unknown" : `at least ${formatUsage(usage)}`;
}

/** `$0.0123`; `at least $0.0123` when that is not all of it, `cost unknown` when nothing of it is known. */
export function spentCost({ costUsd, knownCostUsd, unreported }: Spent): string {
  const isFree = costUsd === 0 && unreported.estimatedCostUsd === 0;
  if (isFree || (costUsd !== null && unreported.attempts === 0)) return formatCost(costUsd);
  return knownCostUsd === 0 ? "cost unknown" : `at least ${formatCost(knownCostUsd)}`;
}

/** What is missing in both; empty when nothing is. */
export function spentUnreported({ unreported: { attempts, estimatedCostUsd } }: Spent): string {
  if (attempts === 0) return "";
  const requests = attempts === 1 ? "1 request" : `${count(attempts)} requests`;
  const about =
    estimatedCostUsd === null || estimatedCostUsd === 0 ? "" : `, about ${formatCost(estimatedCostUsd)} more`;
  return `${requests} not fully reported${about}`;
}

/** All of it, as parts to join. */
export function spentParts(spent: Spent): string[] {
  return [spentTokens(spent), spentCost(spent), spentUnreported(spent)].filter((part) => part !== "");
}

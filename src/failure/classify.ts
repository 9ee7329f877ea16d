/** Says of a provider's failure what kind it is. Structured facts decide first, then anchored text. */
import { FAILURE_TABLE, type FailureKind } from "../kernel/errors.ts";
import { detailsOf, type FailureDetails, retryAfterIn } from "./details.ts";
import { type FailureFacts, subjectOf } from "./facts.ts";
import { holds } from "./rule.ts";
import { RULES } from "./rules.ts";

export type { FailureDetails } from "./details.ts";
export type { FailureFacts } from "./facts.ts";

export interface Classification {
  readonly kind: FailureKind;
  /** Whether the same request may succeed later without a change by a person. */
  readonly retryable: boolean;
  readonly remediation: string;
  /** The rule that decided, in words. */
  readonly decidedBy: string;
  /** Milliseconds the provider asked to wait, from the header or its text; null when it named none. */
  readonly retryAfterMs: number | null;
  /** Limits the provider named, when it named any. */
  readonly details?: FailureDetails;
}

/** Classifies one failure. Pure, never throws; what no rule knows is `unknown`. */
export function classify(facts: FailureFacts): Classification {
  const subject = subjectOf(facts);
  const rule = facts.idle
    ? { name: "idle limit", kind: "timeout" as const }
    : RULES.find((candidate) => holds(candidate, subject));
  const kind = rule?.kind ?? "unknown";
  const details = detailsOf(kind, subject.text);
  return {
    kind,
    retryable: FAILURE_TABLE[kind].retryable,
    remediation: FAILURE_TABLE[kind].remediation,
    decidedBy: rule?.name ?? "no rule",
    retryAfterMs: facts.retryAfterMs ?? retryAfterIn(subject.text),
    ...(details === undefined ? {} : { details }),
  };
}

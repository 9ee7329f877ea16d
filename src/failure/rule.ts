/** The form of a rule. Rules are data: an ordered list, the first that holds decides. */
import type { FailureKind } from "../kernel/errors.ts";
import type { Subject } from "./facts.ts";

/** Every condition given must hold; a rule with text as its only condition never judges prose. */
export interface Rule {
  /** Reported as what decided. */
  readonly name: string;
  readonly kind: FailureKind;
  /** One of these statuses; `"5xx"` any of 500 to 599; `"none"` no status known. */
  readonly status?: readonly (number | "5xx" | "none")[];
  readonly provider?: RegExp;
  /** Against types, codes and error names, squeezed to lower-case letters and digits, each between spaces. */
  readonly code?: RegExp;
  /** Against the text in lower case with single spaces. */
  readonly text?: RegExp;
  /** Must not match the text. */
  readonly not?: RegExp;
}

/** Whether a rule holds. */
export function holds(rule: Rule, subject: Subject): boolean {
  if (rule.status !== undefined && !rule.status.some((status) => statusMatches(status, subject.status)))
    return false;
  if (rule.provider !== undefined && !rule.provider.test(subject.provider)) return false;
  if (rule.code !== undefined && !rule.code.test(subject.codes)) return false;
  if (rule.text !== undefined) {
    if (subject.prose && rule.status === undefined && rule.code === undefined) return false;
    if (!rule.text.test(subject.text)) return false;
  }
  return rule.not === undefined || !rule.not.test(subject.text);
}

function statusMatches(wanted: number | "5xx" | "none", status: number): boolean {
  if (wanted === "none") return status === 0;
  return wanted === "5xx" ? status >= 500 : wanted === status;
}

/**
 * A `code` condition: one of the names, which are in any spelling between white space (`rate_limit_error` and `RateLimitError` are
 * one name). `*` stands for any letters and digits.
 */
export function codes(names: string): RegExp {
  const squeezed = names
    .trim()
    .split(/\s+/)
    .map((name) =>
      name
        .toLowerCase()
        .replace(/[^a-z0-9*]/g, "")
        .replaceAll("*", "\\w*"),
    );
  return new RegExp(` (?:${squeezed.join("|")}) `);
}

/** The line that stays in the conversation when a question has its answer. */
import type { ConfirmAnswer, ConfirmQuestion } from "../../../kernel/request.ts";
import { ApprovalSettled } from "../../../permissions/approvals.ts";
import type { ApprovalBy } from "../../../permissions/store.ts";
import { visible, visibleName } from "../../../permissions/visible.ts";
import { shorten } from "../render/format.ts";

const MAX_CHARS = 160;

/** Of an answer that was given here. */
export function outcomeLine(question: ConfirmQuestion, answer: ConfirmAnswer, how?: "stopped"): string {
  const { allow, remember, instead } = typeof answer === "boolean" ? { allow: answer } : answer;
  const what = shortly(question.summary);
  if (allow && remember === true)
    return `✓ Allowed, and from now on ${shorten(visibleName(question.rule ?? ""), MAX_CHARS)}: ${what}`;
  if (allow) return `✓ Allowed: ${what}`;
  if (instead !== undefined) return `✗ Not allowed: ${what}\n  Instead: ${visible(instead)}`;
  return `✗ Not allowed${how === "stopped" ? ", and stopped" : ""}: ${what}`;
}

const ENDS: Readonly<Record<Exclude<ApprovalBy, "user">, string>> = {
  timeout: "No answer in time, so it is not allowed",
  abort: "The turn ended, so it is not allowed",
  nobody: "Not allowed",
  error: "Asking failed, so it is not allowed",
  rule: "Allowed by a rule",
};

/** Of a question that needs no answer any more. */
export function endedLine({ summary, signal }: ConfirmQuestion): string {
  const settled: unknown = signal.reason;
  const what = shortly(summary);
  if (!(settled instanceof ApprovalSettled)) return `✗ ${ENDS.abort}: ${what}`;
  const { allowed, by } = settled.answer;
  if (by === "user") return `${allowed ? "✓ Allowed" : "✗ Not allowed"} elsewhere: ${what}`;
  return `${allowed ? "✓" : "✗"} ${ENDS[by]}: ${what}`;
}

function shortly(summary: string): string {
  return shorten(visibleName(summary), MAX_CHARS);
}

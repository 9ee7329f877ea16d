/** Asks a person about a tool call, and reports question and answer as events. */
import type { EventBody } from "../events/event.ts";
import type { ConfirmQuestion, TurnRequest } from "../kernel/request.ts";

export interface ApprovalOptions {
  /** Absent: nobody can be asked. */
  readonly confirm: TurnRequest["confirm"];
  readonly emit: (body: EventBody) => void;
  /** Names the question; unique within the run. */
  readonly approvalId: string;
  readonly question: ConfirmQuestion;
}

/** True only for a clear yes: nobody there, an error in the answering code and the end of the turn all mean no. */
export async function askApproval({
  confirm,
  emit,
  approvalId,
  question,
}: ApprovalOptions): Promise<boolean> {
  const { toolCallId, toolName, summary, signal } = question;
  const answered = (allowed: boolean, by: "user" | "nobody" | "error"): boolean => {
    emit({ type: "approval.response", approvalId, toolCallId, allowed, by });
    return allowed;
  };
  emit({ type: "approval.request", approvalId, toolCallId, toolName, summary });
  if (confirm === undefined || signal.aborted) return answered(false, "nobody");
  const { promise: ended, resolve } = Promise.withResolvers<"ended">();
  const onAbort = () => resolve("ended");
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    const answer = await Promise.race([confirm(question), ended]);
    return answer === "ended" ? false : answered(answer === true, "user");
  } catch {
    return answered(false, "error");
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

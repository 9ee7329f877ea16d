/** The beginning of a turn that is given results of client tools. */
import type { SubmittedToolResult } from "../kernel/request.ts";
import type { ToolResultMessage, UserMessage } from "../sessions/message.ts";
import type { SessionInfo } from "../sessions/store.ts";
import { readSubmission, type Submission } from "../tools/client/submission.ts";
import type { PreparedTurn } from "./executor.ts";
import { stopped, type TurnOutcome, waiting } from "./outcome.ts";
import type { PrepareDeps } from "./prepare.ts";

export interface TurnSubmission extends Submission {
  /** What follows the results. */
  readonly prompt: UserMessage | null;
}

/** Called with the session's lane held. Throws TandemError `validation_failed` as {@link readSubmission} does. */
export function submissionOf(
  deps: Pick<PrepareDeps, "store">,
  session: SessionInfo,
  results: readonly SubmittedToolResult[] | undefined,
  prompt: UserMessage | null,
): TurnSubmission | null {
  if (results === undefined) return null;
  const entries = deps.store().sessions.entries(session.id, { fromLastCompaction: true });
  return { ...readSubmission(entries, results), prompt };
}

/** Whether calls continue waiting after it, so that the model is not asked. */
export function endsAtOnce(submission: TurnSubmission | null): boolean {
  return submission !== null && submission.prompt === null && submission.rest.length > 0;
}

/** The results as the model will be sent them, for an estimate. */
export function submittedMessages(submission: TurnSubmission | null): ToolResultMessage[] {
  return (submission?.results ?? []).map(({ call, output }) => ({
    role: "tool",
    toolCallId: call.id,
    toolName: call.name,
    content: output.content,
    isError: output.isError === true,
  }));
}

/** Keeps the results and then the prompt; the outcome of a turn that ends with that, `null` when the model is to be asked. */
export async function takeSubmission(
  turn: PreparedTurn,
  submission: TurnSubmission,
): Promise<TurnOutcome | null> {
  const { context, recorder, runId } = turn;
  await turn.runner.submit(submission.results);
  if (turn.signal.aborted) return { ...stopped(turn.signal), context, shown: false };
  const { prompt: message, rest } = submission;
  if (message !== null) recorder.append({ type: "user", runId, message });
  return endsAtOnce(submission) ? waiting(rest, context) : null;
}

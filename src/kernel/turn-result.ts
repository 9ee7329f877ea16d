/** Puts the result of a turn together: one shape for every engine and every way to end. */
import { repeats } from "../channels/repeats.ts";
import { NOTHING_SPENT } from "../cost/spent.ts";
import type { SessionInfo } from "../sessions/store.ts";
import type { EndedRun } from "./end-run.ts";
import type { TandemError } from "./errors.ts";
import { NO_SUBAGENTS } from "./family.ts";
import { isProbe } from "./probe.ts";
import type { TurnRequest } from "./request.ts";
import type { ExecutionResult, ReplyPayload, StopReason, TurnStatus } from "./result.ts";
import type { Run } from "./run.ts";

/** The result of a turn that never got anywhere. */
export function emptyResult(runId: string, totalMs: number): ExecutionResult {
  return {
    runId,
    sessionKey: null,
    sessionId: null,
    status: "failed",
    stopReason: "error",
    text: "",
    payloads: [],
    runtime: null,
    provider: null,
    model: null,
    profile: null,
    ...NOTHING_SPENT,
    subagents: NO_SUBAGENTS,
    durations: { queue: null, prepare: null, firstToken: null, total: totalMs },
    turnCount: 0,
    userMessageCount: 0,
    pendingToolCalls: [],
    delivery: { state: "none", receipts: [] },
    systemPrompt: null,
    compactionCount: 0,
    attempts: [],
    warnings: [],
    error: null,
  };
}

/** The result of a turn that was opened. */
export function finishedResult(run: Run, ended: EndedRun, now: number): ExecutionResult {
  const { preparation, outcome, failure, admittedAt, preparedAt } = ended;
  const error = outcome?.error ?? failure;
  const [status, stopReason] = outcome ? [outcome.status, outcome.stopReason] : statusOf(error);
  const base: ExecutionResult = {
    ...emptyResult(run.runId, now - run.startedAt),
    ...sessionOf(run.request, ended.session),
    status,
    stopReason,
    error: error?.toJSON() ?? null,
    payloads: error === null ? [] : [{ text: error.message, isError: true }],
    subagents: run.family.below,
    durations: {
      queue: admittedAt === null ? null : admittedAt - run.startedAt,
      prepare: preparedAt === null || admittedAt === null ? null : preparedAt - admittedAt,
      firstToken: null,
      total: now - run.startedAt,
    },
  };
  if (!preparation) return base;
  const { turn, report } = preparation;
  const { steps, userMessages, firstTokenAt, compactions } = turn.tracker.totals;
  const text = outcome?.text ?? turn.tracker.totals.text;
  const context = outcome?.context ?? turn.context;
  const attempts = turn.ledger.records;
  const { deliveries } = turn.outbox;
  const answered = deliveries.filter(({ isAnswer }) => isAnswer).map((delivery) => delivery.text);
  const said = textToSend(text, ended.reply);
  return {
    ...base,
    text,
    ...(outcome?.output === undefined ? {} : { output: outcome.output.value }),
    payloads: payloadsOf(repeats(said, answered) ? "" : said, error),
    runtime: context.runtime,
    provider: context.provider.id,
    model: context.model.id,
    profile: attempts.findLast((attempt) => attempt.profile !== null)?.profile ?? context.profile,
    ...turn.ledger.spent,
    durations: { ...base.durations, firstToken: firstTokenAt === null ? null : firstTokenAt - run.startedAt },
    turnCount: steps,
    userMessageCount: userMessages,
    delivery: {
      state: deliveries.length > 0 ? "delivered" : firstTokenAt === null ? "none" : "streamed",
      receipts: deliveries.map(({ receipt }) => receipt),
    },
    systemPrompt: report,
    compactionCount: compactions,
    attempts,
    pendingToolCalls: outcome?.pending ?? [],
  };
}

/** A probe is recognised by its name. */
function sessionOf(
  request: TurnRequest,
  session: SessionInfo | null,
): Pick<ExecutionResult, "sessionKey" | "sessionId"> {
  if (session !== null) return { sessionKey: session.key, sessionId: session.id };
  if (!isProbe(request)) return { sessionKey: null, sessionId: null };
  return { sessionKey: request.sessionKey ?? null, sessionId: request.sessionId ?? null };
}

function statusOf(error: TandemError | null): [TurnStatus, StopReason] {
  if (error?.kind === "timeout") return ["timeout", "timeout"];
  if (error?.kind === "aborted") return ["aborted", "aborted"];
  return ["failed", "error"];
}

/** Nothing of a reply that hooks kept back. */
function textToSend(text: string, reply: EndedRun["reply"]): string {
  if (reply === null) return text;
  return "cancelled" in reply ? "" : reply.text;
}

function payloadsOf(text: string, error: TandemError | null): ReplyPayload[] {
  const payloads: ReplyPayload[] = text.trim() === "" ? [] : [{ text }];
  if (error !== null) payloads.push({ text: error.message, isError: true });
  return payloads;
}

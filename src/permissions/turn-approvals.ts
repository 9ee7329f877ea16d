/** The questions of one turn: numbers them, tells of them as events, and remembers what is to be remembered. */
import type { EventBody } from "../events/event.ts";
import type { ConfirmQuestion } from "../kernel/request.ts";
import type { Scrubber } from "../safety/secrets.ts";
import type { TurnFacts } from "../turn/facts.ts";
import type { ApprovalDesk } from "./approvals.ts";
import type { CallPreview } from "./preview.ts";
import { type CallRule, showRule } from "./remembered.ts";
import type { ApprovalAnswer, ApprovalBy, ApprovalStore } from "./store.ts";

/** A question of a gate or a tool. */
export interface TurnQuestion
  extends Pick<ConfirmQuestion, "toolCallId" | "toolName" | "summary" | "reason" | "input" | "signal"> {
  /** Made only when somebody is asked. Must not reject; absent: the input is shown. */
  readonly preview?: () => Promise<CallPreview>;
  /** What "always" would remember; `null`: it cannot be. */
  readonly rule: CallRule | null;
}

export interface TurnApprovals {
  /** Resolves with the answer that counts; nobody there, no answer in time and errors are a no. Never rejects. */
  ask(question: TurnQuestion): Promise<ApprovalAnswer>;
  /** A question that a rule answers: told like any other, and nobody is asked. */
  answerByRule(question: TurnQuestion): void;
  /** Whether the call was allowed for good before. Throws what the store throws. */
  remembers(rule: CallRule): boolean;
}

export interface TurnApprovalsDeps {
  readonly desk: ApprovalDesk;
  readonly store: () => ApprovalStore;
  readonly facts: TurnFacts;
  readonly emit: (body: EventBody) => void;
  /** Takes secrets out of what is shown, stored and emitted, as out of the results of tools. */
  readonly scrubber?: Scrubber;
}

export function turnApprovals({ desk, store, facts, emit, scrubber }: TurnApprovalsDeps): TurnApprovals {
  const { runId, sessionId, agentId, workspaceDir, request } = facts;
  let count = 0;
  /** Callbacks are asked one question at a time, however many calls wait: a person answers one at a time. */
  let previous: Promise<unknown> = Promise.resolve();

  const clean = <T>(value: T): T => scrubber?.value(value) ?? value;

  /** A rule with a secret in it cannot be remembered: without the secret it would be another rule. */
  function scrubbed<Q extends TurnQuestion>({ summary, reason, rule, ...question }: Q) {
    return {
      ...question,
      summary: clean(summary),
      ...(reason === undefined ? {} : { reason: clean(reason) }),
      rule: rule !== null && clean(rule) === rule ? rule : null,
    };
  }

  function announce(
    { toolCallId, toolName, summary, rule }: TurnQuestion,
    approvalId = `${runId}-${++count}`,
    expiresAt?: number,
  ): string {
    emit({
      type: "approval.request",
      approvalId,
      toolCallId,
      toolName,
      summary,
      ...(rule === null ? {} : { rule: showRule(rule) }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    });
    return approvalId;
  }

  function told(
    approvalId: string,
    { toolCallId }: TurnQuestion,
    answer: { readonly allowed: boolean; readonly by: ApprovalBy; readonly instead?: string },
    remembered?: string,
  ): void {
    const { allowed, by, instead } = answer;
    emit({
      type: "approval.response",
      approvalId,
      toolCallId,
      allowed,
      by,
      ...(remembered && { remembered }),
      ...(instead !== undefined && { instead }),
    });
  }

  return {
    async ask(question) {
      const asked = scrubbed(question);
      if (!facts.userAvailable) {
        const answer = { allowed: false, by: "nobody", remember: false } as const;
        told(announce(asked), asked, answer);
        return answer;
      }
      const { toolCallId, toolName, summary, reason, rule, input, signal } = asked;
      // Its number is taken first: how long a preview takes changes no id.
      const id = `${runId}-${++count}`;
      const preview = clean((await asked.preview?.()) ?? { kind: "arguments" as const, arguments: input });
      const times = desk.times();
      announce(asked, id, times.expiresAt);
      const confirm = request.confirm;
      const answer = await desk.ask({
        question: {
          ...{
            id,
            runId,
            sessionId,
            agentId,
            workspaceDir,
            toolCallId,
            toolName,
            summary,
            preview,
            ...times,
          },
          ...(reason === undefined ? {} : { reason }),
          rule: rule === null ? null : showRule(rule),
        },
        input,
        signal,
        unwritten: sessionId === null,
        ...(confirm === undefined
          ? {}
          : {
              confirm: (question) => {
                const turn = previous.then(() => (question.signal.aborted ? false : confirm(question)));
                previous = turn.catch(() => undefined);
                return turn;
              },
            }),
      });
      const remembered = answer.remember && rule !== null && remember(rule) ? showRule(rule) : undefined;
      told(id, asked, answer, remembered);
      return answer;
    },
    answerByRule(question) {
      const asked = scrubbed(question);
      told(announce(asked), asked, { allowed: true, by: "rule" });
    },
    remembers: (rule) => sessionId !== null && store().remembers({ ...rule, agentId, workspaceDir }),
  };

  /** A rule that cannot be kept costs a question next time, and not this call. */
  function remember(rule: CallRule): boolean {
    if (sessionId === null) return false;
    try {
      store().remember({ ...rule, agentId, workspaceDir });
      return true;
    } catch {
      emit({
        type: "warning",
        code: "rule_not_remembered",
        message: `The rule ${showRule(rule)} could not be kept.`,
      });
      return false;
    }
  }
}

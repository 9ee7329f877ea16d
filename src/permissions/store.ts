/** What is kept of approvals: questions that wait, so that another process can answer them, and rules that were remembered. */
import type { CallPreview } from "./preview.ts";
import type { CallRule } from "./remembered.ts";

/** A question that may be answered by its id. */
export interface PendingApproval {
  /** Unique for good: the run's id and a number. */
  readonly id: string;
  readonly runId: string;
  readonly sessionId: string | null;
  readonly agentId: string;
  /** Real path of the turn's workspace. */
  readonly workspaceDir: string;
  readonly toolCallId: string;
  readonly toolName: string;
  /** What will happen, one line. */
  readonly summary: string;
  /** What will happen, whole; `describeQuestion` gives it as lines of text. */
  readonly preview: CallPreview;
  /** Why it is asked whatever mode and rules say: the words of a hook. */
  readonly reason?: string;
  /** What "always" would remember, as people read it; `null`: it cannot be remembered. */
  readonly rule: string | null;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  /** When no answer becomes a no. */
  readonly expiresAt: number;
}

export type ApprovalBy = "user" | "rule" | "timeout" | "nobody" | "error" | "abort";

export interface ApprovalAnswer {
  readonly allowed: boolean;
  readonly by: ApprovalBy;
  /** The rule is to be remembered. */
  readonly remember: boolean;
  /** With a no: what the user wants in place of the call. */
  readonly instead?: string;
}

/** A call that is allowed from now on without a question. */
export interface RememberedRule extends CallRule {
  readonly id: number;
  readonly agentId: string;
  /** Real path of the workspace it was given for. */
  readonly workspaceDir: string;
  /** As people read it. */
  readonly text: string;
  readonly createdAt: number;
}

export interface ApprovalStore {
  ask(question: PendingApproval): void;
  /** The first answer counts: false when the question has one already, or there is no such question. */
  settle(id: string, answer: ApprovalAnswer): boolean;
  get(id: string): { readonly question: PendingApproval; readonly answer: ApprovalAnswer | null } | null;
  /** Unanswered, of processes that still run, oldest first. */
  pending(): PendingApproval[];
  remember(rule: CallRule & { readonly agentId: string; readonly workspaceDir: string }): void;
  remembers(rule: CallRule & { readonly agentId: string; readonly workspaceDir: string }): boolean;
  rules(agentId?: string): RememberedRule[];
  /** False: there is no such rule. */
  revoke(id: number): boolean;
}

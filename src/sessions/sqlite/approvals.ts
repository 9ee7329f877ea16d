/** Approvals that wait, and the rules that were remembered. */
import type { Database } from "better-sqlite3";
import type { CallPreview } from "../../permissions/preview.ts";
import { showRule } from "../../permissions/remembered.ts";
import type {
  ApprovalAnswer,
  ApprovalStore,
  PendingApproval,
  RememberedRule,
} from "../../permissions/store.ts";
import { isGone } from "../../process/identity.ts";
import { orFail } from "./failure.ts";

type ApprovalRow = Omit<PendingApproval, "workspaceDir" | "preview" | "reason"> & {
  readonly process: string;
  readonly workspaceDir: string | null;
  /** JSON. */
  readonly preview: string | null;
  readonly reason: string | null;
  readonly allowed: number | null;
  readonly by: ApprovalAnswer["by"] | null;
  readonly remember: number | null;
  readonly instead: string | null;
};

interface RuleRow extends Omit<RememberedRule, "subject" | "text"> {
  readonly subject: string;
}

const COLUMNS = `id, run_id as runId, session_id as sessionId, agent_id as agentId, tool_call_id as toolCallId,
  tool_name as toolName, summary, rule, asked_at as askedAt, expires_at as expiresAt, process, allowed,
  answered_by as "by", remember, workspace_dir as workspaceDir, preview, reason, instead`;
const RULE = "agent_id = @agentId and workspace_dir = @workspaceDir and tool = @tool and subject = @subject";
/** Milliseconds that a question is kept, so that a late answer can be told that it is late. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1_000;

/** `self`: this process's name, asked for when it is first needed. Statements too: most turns ask nothing. */
export function approvalTable(db: Database, clock: () => number, self: () => string): ApprovalStore {
  let made: ReturnType<typeof statementsOf> | undefined;
  const use = () => {
    made ??= statementsOf(db);
    return made;
  };
  return {
    ask: (question) =>
      orFail(db, "record a question", () => {
        use().prune.run(question.askedAt - KEPT_MS);
        use().insert.run({
          ...question,
          preview: JSON.stringify(question.preview),
          reason: question.reason ?? null,
          process: self(),
        });
      }),
    settle: (id, { allowed, by, remember, instead = null }) =>
      orFail(db, "record an answer", () => {
        const row = { id, by, instead, allowed: allowed ? 1 : 0, remember: remember ? 1 : 0 };
        return use().settle.run(row).changes > 0;
      }),
    get: (id) =>
      orFail(db, "read a question", () => {
        const row = use().get.get(id);
        return row === undefined ? null : { question: questionOf(row), answer: answerOf(row) };
      }),
    pending: () =>
      orFail(db, "list questions", () =>
        use()
          .pending.all()
          .filter((row) => row.process === self() || !isGone(row.process))
          .map(questionOf),
      ),
    remember: (rule) =>
      orFail(db, "remember a rule", () => void use().remember.run({ ...plain(rule), createdAt: clock() })),
    remembers: (rule) => orFail(db, "look for a rule", () => use().remembers.get(plain(rule)) !== undefined),
    rules: (agentId) =>
      orFail(db, "list rules", () =>
        use()
          .rules.all({ agentId: agentId ?? null })
          .map((row) => {
            const subject = row.subject === "" ? null : row.subject;
            return { ...row, subject, text: showRule({ tool: row.tool, subject }) };
          }),
      ),
    revoke: (id) => orFail(db, "revoke a rule", () => use().revoke.run(id).changes > 0),
  };
}

function statementsOf(db: Database) {
  return {
    prune: db.prepare<[number]>("delete from approvals where asked_at < ?"),
    insert: db.prepare(
      `insert into approvals (id, run_id, session_id, agent_id, tool_call_id, tool_name, summary, rule, asked_at, expires_at, process,
         workspace_dir, preview, reason)
       values (@id, @runId, @sessionId, @agentId, @toolCallId, @toolName, @summary, @rule, @askedAt, @expiresAt, @process,
         @workspaceDir, @preview, @reason)`,
    ),
    // One statement decides who was first, whatever the number of processes.
    settle: db.prepare(
      `update approvals set allowed = @allowed, answered_by = @by, remember = @remember, instead = @instead
       where id = @id and allowed is null`,
    ),
    get: db.prepare<[string], ApprovalRow>(`select ${COLUMNS} from approvals where id = ?`),
    pending: db.prepare<[], ApprovalRow>(
      `select ${COLUMNS} from approvals where allowed is null order by asked_at, id`,
    ),
    remember: db.prepare(
      `insert into permission_rules (agent_id, workspace_dir, tool, subject, created_at)
       values (@agentId, @workspaceDir, @tool, @subject, @createdAt) on conflict do nothing`,
    ),
    remembers: db.prepare(`select 1 from permission_rules where ${RULE}`),
    rules: db.prepare<[{ readonly agentId: string | null }], RuleRow>(
      `select id, agent_id as agentId, workspace_dir as workspaceDir, tool, subject, created_at as createdAt
       from permission_rules where @agentId is null or agent_id = @agentId order by id`,
    ),
    revoke: db.prepare<[number]>("delete from permission_rules where id = ?"),
  };
}

function plain(rule: Parameters<ApprovalStore["remember"]>[0]) {
  return { ...rule, subject: rule.subject ?? "" };
}

function questionOf({
  process: _process,
  allowed: _allowed,
  by: _by,
  remember: _remember,
  instead: _instead,
  workspaceDir,
  preview,
  reason,
  ...question
}: ApprovalRow): PendingApproval {
  return {
    ...question,
    workspaceDir: workspaceDir ?? "",
    preview: preview === null ? NO_PREVIEW : (JSON.parse(preview) as CallPreview),
    ...(reason === null ? {} : { reason }),
  };
}

/** Of a question that an older Tandem asked. */
const NO_PREVIEW: CallPreview = {
  kind: "arguments",
  arguments: {},
  unavailable: "It was asked by an older version, which kept only the line above.",
};

function answerOf({ allowed, by, remember, instead }: ApprovalRow): ApprovalAnswer | null {
  if (allowed === null) return null;
  return {
    allowed: allowed === 1,
    by: by ?? "user",
    remember: remember === 1,
    ...(instead === null ? {} : { instead }),
  };
}

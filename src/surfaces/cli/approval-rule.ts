/** What "do not ask again" stores, in words: the same wherever it is confirmed. */
import { contentLines, ownLine, type QuestionLine } from "../../permissions/describe.ts";
import type { PendingApproval } from "../../permissions/store.ts";

/** First what it covers, last for whom it is, and between them the rule, whole; empty where nothing can be remembered. */
export function ruleLines({
  rule,
  agentId,
  workspaceDir,
}: Pick<PendingApproval, "rule" | "agentId" | "workspaceDir">): QuestionLine[] {
  if (rule === null) return [];
  const covers = rule.includes("(") ? "Exactly this call" : "Every call of this tool";
  return [
    ownLine(`This rule will be stored. ${covers} then runs without a question:`, "note"),
    ...contentLines(rule, "title"),
    ownLine(`For agent ${agentId} in ${workspaceDir}, until \`tandem approve revoke\`.`, "note"),
  ];
}

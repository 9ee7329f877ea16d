/** What "do not ask again" stores, in words: the same wherever it is confirmed. */
import type { PendingApproval } from "../../permissions/store.ts";
import { visible } from "../../permissions/visible.ts";

/** The rule is on the second line and those that begin like it; empty where nothing can be remembered. */
export function ruleLines({
  rule,
  agentId,
  workspaceDir,
}: Pick<PendingApproval, "rule" | "agentId" | "workspaceDir">): string[] {
  if (rule === null) return [];
  const covers = rule.includes("(") ? "Exactly this call" : "Every call of this tool";
  return [
    `This rule will be stored. ${covers} then runs without a question:`,
    ...visible(rule)
      .split("\n")
      .map((line) => `  ${line}`),
    `For agent ${visible(agentId)} in ${visible(workspaceDir)}, until \`tandem approve revoke\`.`,
  ];
}

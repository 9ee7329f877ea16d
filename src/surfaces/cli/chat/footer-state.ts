/** What the footer of the chat shows, as data; how it looks is for the view. */
import type { CostUsd, Usage } from "../../../cost/usage.ts";
import type { ThinkingLevel } from "../../../routing/model.ts";
import type { PermissionMode } from "../../../turn/facts.ts";
import { formatCost, formatUsage } from "../render/format.ts";

export interface FooterState {
  /** Engine of the next turn. */
  readonly runtime: string;
  /** Model of the next turn. */
  readonly model: string;
  /** `null`: as configured. */
  readonly thinking: ThinkingLevel | null;
  readonly permissionMode: PermissionMode;
  /** Of the conversation so far; `null` before its first message. */
  readonly spent: { readonly usage: Usage; readonly costUsd: CostUsd } | null;
}

/** Not worth a word in the footer. */
const DEFAULT_MODE: PermissionMode = "acceptEdits";

/** The footer in one line. */
export function footerText(state: FooterState): string {
  const { runtime, model, thinking, permissionMode, spent } = state;
  return [
    runtime,
    model,
    ...(thinking === null || thinking === "off" ? [] : [`thinking ${thinking}`]),
    ...(permissionMode === DEFAULT_MODE ? [] : [`${permissionMode} mode`]),
    ...(spent === null ? [] : [formatUsage(spent.usage), formatCost(spent.costUsd)]),
    "/help",
  ].join(" · ");
}

import { PERMISSION_MODES } from "../../../../turn/facts.ts";
import type { ChatCommand } from "./command.ts";

export const permissions: ChatCommand = {
  name: "permissions",
  argument: "[mode]",
  help: "what may happen without asking: default, acceptEdits, plan, bypass; alone: show it",
  run({ tandem, state }, text) {
    if (text === "") {
      const rules = tandem.approvals.rules({ agentId: state.settings.agentId ?? "main" });
      const lines = rules.map((rule) => `  ${rule.id}  ${rule.text}  (${rule.workspaceDir})`);
      return [
        `Permission mode: ${state.mode()}. Modes: ${PERMISSION_MODES.join(", ")}.`,
        ...(lines.length === 0 ? [] : ["Allowed for good (`tandem approve revoke <number>`):", ...lines]),
      ].join("\n");
    }
    const mode = PERMISSION_MODES.find((name) => name.toLowerCase() === text.toLowerCase());
    if (mode === undefined) return `There is no mode "${text}": choose ${PERMISSION_MODES.join(", ")}.`;
    state.permissionMode = mode;
    return `From the next message on: ${mode}.`;
  },
};

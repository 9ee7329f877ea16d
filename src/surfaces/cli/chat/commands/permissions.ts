import { PERMISSION_MODES, type PermissionMode } from "../../../../turn/facts.ts";
import type { ChatState } from "../chat-state.ts";
import type { ChatCommand } from "./command.ts";

export const MODE_MEANINGS: Readonly<Record<PermissionMode, string>> = {
  default: "ask before changing files and running commands",
  acceptEdits: "change files in the workspace without asking",
  plan: "change nothing, only read",
  bypass: "ask about nothing",
};
const RULES = "rules";

export const permissions: ChatCommand = {
  name: "permissions",
  argument: "[mode]",
  help: "what may happen without asking: default, acceptEdits, plan, bypass, or `rules` for what is always allowed",
  choices: {
    title: "What may happen without asking",
    list: () => [
      ...PERMISSION_MODES.map((mode) => ({ value: mode, label: mode, description: MODE_MEANINGS[mode] })),
      { value: RULES, label: RULES, description: "show what is always allowed" },
    ],
    current: ({ state }) => state.mode() ?? undefined,
  },
  run({ state }, text) {
    if (text === "")
      return [
        `Permission mode: ${state.mode()}. Modes: ${PERMISSION_MODES.join(", ")}.`,
        ...rules(state),
      ].join("\n");
    if (text.toLowerCase() === RULES) return rules(state).join("\n") || "Nothing is always allowed.";
    const mode = PERMISSION_MODES.find((name) => name.toLowerCase() === text.toLowerCase());
    if (mode === undefined) return `There is no mode "${text}": choose ${PERMISSION_MODES.join(", ")}.`;
    state.permissionMode = mode;
    return `From the next message on: ${mode} (${MODE_MEANINGS[mode]}).`;
  },
};

function rules({ tandem, settings }: ChatState): string[] {
  const found = tandem.approvals.rules({ agentId: settings.agentId ?? "main" });
  if (found.length === 0) return [];
  return [
    "Always allowed (`tandem approve revoke <number>` ends it):",
    ...found.map((rule) => `  ${rule.id}  ${rule.text}  (${rule.workspaceDir})`),
  ];
}

import { formatCost, formatUsage } from "../../render/format.ts";
import { sessionName } from "../../render/session-name.ts";
import type { ChatCommand } from "./command.ts";

export const cost: ChatCommand = {
  name: "cost",
  help: "tokens and cost of this conversation",
  run({ state }) {
    const session = state.current();
    if (session === null) return "Nothing was sent yet.";
    return `${sessionName(session)}: ${formatUsage(session.usage)}, ${formatCost(session.costUsd)}, ${session.entryCount} entries`;
  },
};

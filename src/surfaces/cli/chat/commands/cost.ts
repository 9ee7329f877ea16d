import { sessionName } from "../../render/session-name.ts";
import { spentParts } from "../../render/spent.ts";
import type { ChatCommand } from "./command.ts";

export const cost: ChatCommand = {
  name: "cost",
  help: "tokens and cost of this conversation",
  run({ state }) {
    const session = state.current();
    if (session === null) return "Nothing was sent yet.";
    return `${sessionName(session)}: ${spentParts(session).join(", ")}, ${session.entryCount} entries`;
  },
};

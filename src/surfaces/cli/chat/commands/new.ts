import type { ChatCommand } from "./command.ts";

export const newSession: ChatCommand = {
  name: "new",
  aliases: ["clear"],
  help: "start a new conversation (also /clear)",
  run({ state, turns, conversation }) {
    if (turns.running) return "A turn is running: stop it with Escape first.";
    const old = state.current();
    conversation.turnTo();
    return old === null ? undefined : "A new conversation. /resume goes back to the old one.";
  },
};

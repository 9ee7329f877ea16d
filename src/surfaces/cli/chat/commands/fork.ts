import type { ChatCommand } from "./command.ts";

export const fork: ChatCommand = {
  name: "fork",
  argument: "[title]",
  help: "continue in a copy of this conversation",
  run({ tandem, state, turns, conversation }, title) {
    if (turns.running) return "A turn is running: stop it with Escape first.";
    const session = state.current();
    if (session === null) return "There is nothing to fork yet.";
    const copy = tandem.sessions.fork(session.id, title === "" ? {} : { title });
    conversation.turnTo({ sessionId: copy.id });
    return "This is a copy. /resume goes back to the original.";
  },
};

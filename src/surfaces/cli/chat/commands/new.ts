import type { ChatCommand } from "./command.ts";

export const newSession: ChatCommand = {
  name: "new",
  help: "start a new conversation",
  run({ tandem, state }) {
    const { session } = state;
    const key = state.current()?.key ?? ("sessionKey" in session ? session.sessionKey : null);
    if (key === null) return "This conversation is new already.";
    tandem.sessions.reset(key);
    state.session = { sessionKey: key };
    return "A new conversation. The old one stays in /sessions.";
  },
};

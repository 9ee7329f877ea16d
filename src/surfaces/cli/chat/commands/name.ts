import type { ChatCommand } from "./command.ts";

export const name: ChatCommand = {
  name: "name",
  argument: "<title>",
  help: "give the conversation a title",
  run({ tandem, state }, title) {
    const session = state.current();
    if (session === null) return "The conversation has no message yet.";
    if (title === "") return session.title === null ? "It has no title." : `Its title: ${session.title}`;
    tandem.sessions.rename(session.id, title);
    return `Its title is now: ${title}`;
  },
};

import { formatTime } from "../../render/format.ts";
import { nameOf } from "../chat-state.ts";
import type { ChatCommand } from "./command.ts";

const SHOWN = 15;

export const sessions: ChatCommand = {
  name: "sessions",
  argument: "[n]",
  help: "list conversations, or continue number n",
  run({ tandem, state }, argument) {
    if (argument !== "") {
      const session = state.listed[Number(argument) - 1] ?? tandem.sessions.get(argument);
      if (session === null) return `There is no conversation "${argument}". /sessions lists them.`;
      state.session = { sessionId: session.id };
      return `Continuing ${nameOf(session)} (${session.entryCount} entries).`;
    }
    state.listed = tandem.sessions.list({ limit: SHOWN });
    if (state.listed.length === 0) return "There are no conversations yet.";
    const current = state.current()?.id;
    const lines = state.listed.map((session, index) =>
      [
        `${String(index + 1).padStart(3)}${session.id === current ? " *" : "  "}`,
        formatTime(session.updatedAt),
        `${String(session.entryCount).padStart(4)} entries `,
        nameOf(session),
      ].join(" "),
    );
    return [...lines, "/sessions <number> continues one of them."].join("\n");
  },
};

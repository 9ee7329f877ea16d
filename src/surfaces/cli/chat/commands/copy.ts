import { textOf } from "../../../../sessions/message.ts";
import { count } from "../../render/format.ts";
import type { ChatCommand } from "./command.ts";

export const copy: ChatCommand = {
  name: "copy",
  help: "put the last answer on the clipboard",
  async run({ tandem, state, view }) {
    const session = state.current();
    const entries = session === null ? [] : tandem.sessions.entries(session.id);
    const text = entries
      .flatMap((entry) => (entry.type === "assistant" ? [textOf(entry.message)] : []))
      .findLast((answer) => answer.trim() !== "");
    if (text === undefined) return "There is no answer to copy yet.";
    if (view.copy === undefined)
      return "There is no clipboard here: /export writes the conversation to a file.";
    return `Copied ${count(text.length)} characters with ${await view.copy(text)}.`;
  },
};

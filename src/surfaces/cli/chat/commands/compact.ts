import type { ChatCommand } from "./command.ts";

export const compact: ChatCommand = {
  name: "compact",
  argument: "[focus]",
  help: "replace the older part of the conversation by a summary",
  async run({ view, state, turns }, focus) {
    if (turns.running) return "A turn is running: compact when it has ended.";
    if (state.current() === null) return "There is nothing to compact yet.";
    view.note("Compacting the conversation …");
    const { prompt: _, ...request } = state.request("", view.ask);
    const { error, compactionCount, text } = await turns.quietly({
      ...request,
      compact: focus === "" ? {} : { focus },
    });
    if (error !== null) {
      view.error(error);
      return undefined;
    }
    return compactionCount === 0 ? text : `The conversation continues from this summary:\n${text}`;
  },
};

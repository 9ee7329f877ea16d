import type { ChatCommand } from "./command.ts";

export const exit: ChatCommand = {
  name: "exit",
  aliases: ["quit"],
  help: "leave (also Ctrl-D)",
  run({ leave }) {
    leave();
    return undefined;
  },
};

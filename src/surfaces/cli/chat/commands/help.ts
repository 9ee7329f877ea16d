import type { ChatCommand } from "./command.ts";
import { CHAT_COMMANDS } from "./table.ts";

export const help: ChatCommand = {
  name: "help",
  // A bare slash.
  aliases: [""],
  help: "this list",
  run() {
    const usage = CHAT_COMMANDS.map(
      ({ name, argument }) => `/${name}${argument === undefined ? "" : ` ${argument}`}`,
    );
    const width = Math.max(...usage.map((text) => text.length));
    return [
      ...CHAT_COMMANDS.map((command, index) => `${usage[index]!.padEnd(width)}  ${command.help}`),
      "",
      "What you type while a turn runs goes into it, before the model's next call.",
      "Ctrl-C stops the turn; twice, or when nothing runs, it leaves.",
    ].join("\n");
  },
};

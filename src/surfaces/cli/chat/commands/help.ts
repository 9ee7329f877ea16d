import { KEY_BINDINGS, keyName } from "../keybindings.ts";
import type { ChatCommand } from "./command.ts";
import { CHAT_COMMANDS } from "./table.ts";

export const help: ChatCommand = {
  name: "help",
  // A bare slash.
  aliases: [""],
  help: "commands and keys",
  run({ view }) {
    const commands = CHAT_COMMANDS.map((command): readonly [string, string] => [
      `/${command.name}${command.argument === undefined ? "" : ` ${command.argument}`}`,
      command.help,
    ]);
    const keys =
      view.keys === undefined
        ? []
        : Object.entries(KEY_BINDINGS).map(([action, binding]): readonly [string, string] => [
            (view.keys?.[action as keyof typeof KEY_BINDINGS] ?? []).map(keyName).join(", ") || "(no key)",
            binding.help,
          ]);
    const lines: readonly (readonly [string, string])[] = [
      ...commands,
      ["!command", RUN],
      ["!!command", RUN_ALONE],
      ["@name", "search the files of the workspace, and put the path of one in the message"],
    ];
    const width = Math.max(...[...lines, ...keys].map(([left]) => left.length));
    const text = ([left, right]: readonly [string, string]): string => `${left.padEnd(width)}  ${right}`;
    return [
      ...lines.map(text),
      ...(keys.length === 0 ? [] : ["", ...keys.map(text), text(["Up, Down", "earlier messages"])]),
      "",
      "What you type while a turn runs goes into it, before the model's next call.",
    ].join("\n");
  },
};

const RUN = "run a shell command; the model sees its output with your next message";
const RUN_ALONE = "run a shell command that the model does not see";

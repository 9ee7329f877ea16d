/** The chat's own commands. */

export interface SlashCommand {
  readonly name: string;
  readonly argument?: string;
  readonly help: string;
}

export const SLASH_COMMANDS: readonly SlashCommand[] = [
  { name: "engine", argument: "pi|claude", help: "switch the engine; the conversation goes along" },
  { name: "model", argument: "<model>", help: "switch the model; alone: show it" },
  {
    name: "thinking",
    argument: "<level>",
    help: "how much to reason: off, minimal, low, medium, high, xhigh, max",
  },
  { name: "new", help: "start a new conversation" },
  { name: "sessions", argument: "[n]", help: "list conversations, or go on with number n" },
  { name: "compact", argument: "[focus]", help: "replace the older part of the conversation by a summary" },
  {
    name: "permissions",
    argument: "[mode]",
    help: "what may happen without asking: default, acceptEdits, plan, bypass; alone: show it",
  },
  { name: "cost", help: "tokens and cost of this conversation" },
  { name: "help", help: "this list" },
  { name: "exit", help: "leave (also Ctrl-D)" },
];

/** A line as a command and its argument; `null` when it is a message. */
export function parseSlash(text: string): { readonly name: string; readonly argument: string } | null {
  const match = /^\/([a-z]*)(?:\s+([\s\S]*))?$/i.exec(text.trim());
  return match === null ? null : { name: match[1]!.toLowerCase(), argument: match[2]?.trim() ?? "" };
}

/** The commands as lines of help. */
export function slashHelp(): string {
  const usage = SLASH_COMMANDS.map(
    ({ name, argument }) => `/${name}${argument === undefined ? "" : ` ${argument}`}`,
  );
  const width = Math.max(...usage.map((text) => text.length));
  return [
    ...SLASH_COMMANDS.map(({ help }, index) => `${usage[index]!.padEnd(width)}  ${help}`),
    "",
    "What you type while a turn runs goes into it, before the model's next call.",
    "Ctrl-C stops the turn; twice, or when nothing runs, it leaves.",
  ].join("\n");
}

/** Runs a command; without an argument, and where it has choices, with the one that the person picks. */
import type { ChatCommand, CommandContext } from "./command.ts";

/** What the command says; `undefined`: nothing. */
export async function runCommand(
  command: ChatCommand,
  context: CommandContext,
  argument: string,
): Promise<string | undefined> {
  const { choices } = command;
  const { view } = context;
  if (argument !== "" || choices === undefined || view.pick === undefined)
    return command.run(context, argument);
  const current = choices.current?.(context);
  const chosen = await view.pick({
    title: choices.title,
    items: choices.list(context),
    ...(current === undefined ? {} : { selected: current }),
  });
  return chosen === null ? undefined : command.run(context, chosen);
}

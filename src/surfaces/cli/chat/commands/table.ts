/** Every command of the chat, in the order help shows them. */
import { nearest } from "../../../../routing/nearest.ts";
import type { ChatCommand } from "./command.ts";
import { compact } from "./compact.ts";
import { cost } from "./cost.ts";
import { engine } from "./engine.ts";
import { exit } from "./exit.ts";
import { help } from "./help.ts";
import { model } from "./model.ts";
import { newSession } from "./new.ts";
import { permissions } from "./permissions.ts";
import { resume } from "./resume.ts";
import { thinking } from "./thinking.ts";

export const CHAT_COMMANDS: readonly ChatCommand[] = [
  engine,
  model,
  thinking,
  newSession,
  resume,
  compact,
  permissions,
  cost,
  help,
  exit,
];

export function findCommand(name: string): ChatCommand | undefined {
  return CHAT_COMMANDS.find((command) => command.name === name || command.aliases?.includes(name));
}

/** What to say about a name that no command has. */
export function noSuchCommand(name: string): string {
  const names = CHAT_COMMANDS.flatMap((command) => [command.name, ...(command.aliases ?? [])]);
  const found = nearest(
    name,
    names.filter((known) => known !== ""),
    1,
  )[0];
  return `There is no command /${name}${found === undefined ? "." : `; did you mean /${found}?`} /help lists them.`;
}

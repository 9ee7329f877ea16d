/** Every command of the chat, in the order help shows them. */
import { nearest } from "../../../../routing/nearest.ts";
import type { ChatCommand } from "./command.ts";
import { compact } from "./compact.ts";
import { copy } from "./copy.ts";
import { cost } from "./cost.ts";
import { doctor } from "./doctor.ts";
import { insteadOf, SAME_AS } from "./elsewhere.ts";
import { engine } from "./engine.ts";
import { exit } from "./exit.ts";
import { exportSession } from "./export.ts";
import { fork } from "./fork.ts";
import { help } from "./help.ts";
import { login } from "./login.ts";
import { model } from "./model.ts";
import { name } from "./name.ts";
import { newSession } from "./new.ts";
import { permissions } from "./permissions.ts";
import { resume } from "./resume.ts";
import { thinking } from "./thinking.ts";
import { tree } from "./tree.ts";
import { usage } from "./usage.ts";

export const CHAT_COMMANDS: readonly ChatCommand[] = [
  engine,
  model,
  thinking,
  permissions,
  newSession,
  resume,
  fork,
  tree,
  name,
  compact,
  copy,
  exportSession,
  cost,
  usage,
  login,
  doctor,
  help,
  exit,
];

export function findCommand(text: string): ChatCommand | undefined {
  const name = Object.hasOwn(SAME_AS, text) ? SAME_AS[text] : text;
  return CHAT_COMMANDS.find((command) => command.name === name || command.aliases?.includes(text));
}

/** What to say about a name that no command has. */
export function noSuchCommand(text: string): string {
  const instead = insteadOf(text);
  if (instead !== null) return `There is no command /${text}. ${instead}`;
  const names = CHAT_COMMANDS.flatMap((command) => [command.name, ...(command.aliases ?? [])]);
  const found = nearest(
    text,
    names.filter((known) => known !== ""),
    1,
  )[0];
  return `There is no command /${text}${found === undefined ? "." : `; did you mean /${found}?`} /help lists them.`;
}

/** What the subcommands of `tandem sessions` share. */
import type { Command } from "commander";
import type { SessionInfo } from "../../../sessions/store.ts";
import { type CliIo, json, line } from "../io.ts";
import type { CommonOptions } from "../open.ts";
import { sessionTitle } from "../render/session-name.ts";

/** Makes a subcommand with the options that all of them have. */
export type Subcommand = (usage: string, description: string) => Command;

/** Reports what happened to a session. */
export function told(io: CliIo, options: CommonOptions, info: SessionInfo, what: string): void {
  if (options.json) json(io.stdout, info);
  else line(io.stdout, `${what}: ${info.id}  ${sessionTitle(info)}`);
}

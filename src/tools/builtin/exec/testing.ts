/** What tests of commands share: the tools on a data folder of their own. */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { z } from "zod";
import { jobsSchema, sandboxSchema } from "../../../sandbox/config.ts";
import { SandboxHost } from "../../../sandbox/host.ts";
import { execTool } from "../exec.ts";
import { processTool } from "../process.ts";
import { Commands } from "./commands.ts";

export interface CommandsConfig {
  readonly sandbox?: z.input<typeof sandboxSchema>;
  readonly jobs?: z.input<typeof jobsSchema>;
}

/** Commands on this data folder. */
export function commandsOn(home: string, config: CommandsConfig = {}): Commands {
  const sandbox = new SandboxHost({
    config: sandboxSchema.parse(config.sandbox),
    home,
    env: process.env,
    foreign: [],
  });
  return new Commands({ sandbox, jobs: jobsSchema.parse(config.jobs) });
}

/** The tools with a data folder of their own, which goes with them. */
export async function openCommandTools(config: CommandsConfig = {}) {
  const home = await realpath(await mkdtemp(join(tmpdir(), "tandem-home-")));
  const commands = commandsOn(home, config);
  return {
    home,
    commands,
    exec: execTool(commands),
    process: processTool(commands),
    async close() {
      await commands.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

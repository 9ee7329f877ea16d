/** Rules that a person made by answering "always": for exactly one call of a tool, in one workspace of one agent. */

import type { PendingCall } from "../tools/stages/stage.ts";
import { effectOf } from "./modes.ts";
import type { Subject } from "./subject.ts";

/** What "always" would remember of a call. */
export interface CallRule {
  readonly tool: string;
  /** The command (behind `cd` where it runs elsewhere than in the workspace), path or host it holds for, exactly; `null`: every call. */
  readonly subject: string | null;
}

/** `null`: nothing short of everything could be remembered, so it cannot. */
export function callRule({ tool, input }: PendingCall, subject: Subject): CallRule | null {
  const { name } = tool!;
  if (tool!.reaches !== undefined) {
    const reached = tool!.reaches(input);
    return reached === null ? null : { tool: reached, subject: null };
  }
  switch (subject.kind) {
    case "command": {
      const { command, folder } = subject;
      if (folder === null) return { tool: name, subject: command };
      // Written as the command that would do the same in the workspace, so that people and rules read it alike.
      return folder.certain
        ? { tool: name, subject: `cd ${quoted(folder.places.at(-1)!.name)} && ${command}` }
        : null;
    }
    case "paths": {
      const [path, ...others] = subject.paths;
      if (path === undefined || others.length > 0 || !path.certain) return null;
      return { tool: name, subject: path.places.at(-1)!.name };
    }
    case "host":
      return { tool: name, subject: `domain:${subject.host}` };
    case "none":
      return effectOf(tool!) === "exec" ? null : { tool: name, subject: null };
  }
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}

/** As people read it: `exec(npm test)`. */
export function showRule({ tool, subject }: CallRule): string {
  return subject === null ? tool : `${tool}(${subject})`;
}

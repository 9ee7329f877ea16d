/** Hooks whose command cannot run, and extensions that do not load. */
import { WORKSPACE } from "../hooks/config.ts";
import type { HookLookup, Hooks } from "../hooks/hooks.ts";
import type { DoctorCheck } from "../tandem.ts";

/** One check for each extension and each hook in trouble. Loads the extensions, as a turn would. */
export async function checkHooks(hooks: Hooks, workspaceDir: string): Promise<DoctorCheck[]> {
  const extensions = (await hooks.extensions.reports()).map(({ name, path, added, reason }): DoctorCheck => {
    const id = `extension.${name}`;
    if (added !== null) {
      const tools = added.tools.length === 0 ? "no tool" : `tools ${added.tools.join(", ")}`;
      return { id, status: "ok", summary: `${path}: ${added.hooks} hooks, ${tools}` };
    }
    const remedy = "Correct the module, or take it out of `extensions`.";
    return { id, status: "fail", summary: `${path} could not be loaded: ${reason}`, remedy };
  });
  const commands = hooks.problems(workspaceDir).map(({ place, reason }): DoctorCheck => {
    const remedy = "Correct the command's path, make it executable, or take the hook out of `hooks`.";
    return { id: `hook.${place}`, status: "fail", summary: reason, remedy };
  });
  return [...extensions, ...commands, ...hooks.lookups(workspaceDir).map(lookupCheck)];
}

function lookupCheck({ place, lookup, inWorkspace }: HookLookup): DoctorCheck {
  const id = `hook.${place}`;
  if (inWorkspace) {
    const summary = `${lookup} takes its code from the workspace, where tools can write it.`;
    return {
      id,
      status: "warn",
      summary,
      remedy: "Name a program or script outside, or one in a folder of its own.",
    };
  }
  const summary = `starts in an empty folder, because ${lookup} takes code from the folder it starts in`;
  return { id, status: "info", summary, remedy: `"cwd": "${WORKSPACE}" has it start in the workspace` };
}

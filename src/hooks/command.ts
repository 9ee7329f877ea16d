/** A shell command as a hook: Claude Code's JSON on its standard input, Claude Code's exit codes and JSON back. */
import { type Effect, effectOf, effectOfText, refusal } from "./effects.ts";
import type { HookEvent } from "./events.ts";
import type { Hook } from "./handler.ts";
import { runShellHook, type ShellHookEnd } from "./shell.ts";

/** Exit code that refuses, with standard error as the reason. */
const REFUSED = 2;
const MAX_REASON = 4_000;

/**
 * `env`: the clean environment of tools. `CLAUDE_PROJECT_DIR` is set to the workspace, where the command also runs. Exit 0: what it
 * printed is its answer. Exit 2: a refusal. Anything else is a failure.
 */
export function commandRun(
  event: HookEvent,
  command: string,
  env: Readonly<Record<string, string>>,
): Hook["run"] {
  return async (payload, { cwd, signal }) => {
    const input = JSON.stringify(payload);
    const end = await runShellHook(command, {
      cwd,
      env: { ...env, CLAUDE_PROJECT_DIR: cwd },
      input: `${input}\n`,
      signal,
    });
    return effectOfEnd(event, end);
  };
}

function effectOfEnd(event: HookEvent, end: ShellHookEnd): Effect {
  const errors = end.stderr.trim().slice(0, MAX_REASON);
  const refused = end.code === REFUSED ? refusal(event, errors) : null;
  if (refused !== null) return refused;
  if (end.code !== 0) {
    const how = end.code === null ? `was ended by ${end.signal}` : `exited with ${end.code}`;
    throw new Error(`it ${how}${errors === "" ? "" : `: ${errors}`}`);
  }
  if (end.cut) throw new Error("it printed more than 1,000,000 characters");
  const text = end.stdout.trim();
  const answer = jsonObject(text);
  return answer === undefined ? effectOfText(event, text) : effectOf(event, answer);
}

/** `undefined`: the text is no JSON object. */
function jsonObject(text: string): object | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

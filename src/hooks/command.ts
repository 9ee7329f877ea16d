/** A shell command as a hook: Claude Code's JSON on its standard input, Claude Code's exit codes and JSON back. */
import { type Effect, effectOf, effectOfText, NO_EFFECT, refusal, takesText } from "./effects.ts";
import type { HookEvent } from "./events.ts";
import type { Hook } from "./handler.ts";
import { runShellHook, type ShellHookEnd } from "./shell.ts";
import type { HookStart } from "./start.ts";

/** Exit code that refuses, with standard error as the reason. */
const REFUSED = 2;
const MAX_REASON = 4_000;
/** Characters of an answer that a message shows. */
const SHOWN = 120;

/**
 * `start`: where and with what it starts, given the workspace. Exit 0: what it printed is its answer. Exit 2: a refusal. Anything else is a
 * failure.
 */
export function commandRun(
  event: HookEvent,
  command: string,
  start: (workspaceDir: string) => Promise<HookStart>,
): Hook["run"] {
  return async (payload, { cwd, signal }) => {
    const input = JSON.stringify(payload);
    const place = await start(cwd);
    try {
      const end = await runShellHook(command, {
        cwd: place.cwd,
        env: place.env,
        input: `${input}\n`,
        signal,
      });
      return effectOfEnd(event, end);
    } finally {
      await place.end();
    }
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
  return effectOfOutput(event, end.stdout.trim());
}

/** Fields of an answer: text that has one of them between quotes was meant as JSON. */
const ANSWER_FIELD =
  /"(?:continue|stopReason|decision|reason|systemMessage|suppressOutput|hookSpecificOutput|permissionDecision|additionalContext|updatedInput|cancel)"\s*:/;

/**
 * An answer is one JSON object and nothing else. What looks like one and is not (cut off, with a line before or after it) is a failure:
 * it may have been a refusal.
 */
function effectOfOutput(event: HookEvent, text: string): Effect {
  if (text === "") return NO_EFFECT;
  const value = parsed(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return effectOf(event, value);
  // Other JSON than an object is no answer either; only where plain text is for the model to read may it be that.
  const looksLikeJson = value !== undefined ? typeof value !== "number" : /^\s*\{/m.test(text);
  if (ANSWER_FIELD.test(text) || (looksLikeJson && !takesText(event)))
    throw new Error(`its answer is not one JSON object and nothing else: ${text.slice(0, SHOWN)}`);
  return effectOfText(event, text);
}

/** `undefined`: the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What hooks say before a turn's model is asked. */
import { TandemError } from "../kernel/errors.ts";
import type { SessionBeginning, SessionStarts } from "./sessions.ts";
import type { TurnHooks } from "./turn-hooks.ts";

/** What hooks add to a turn. */
export interface Opening {
  /** Stands before the prompt, in the same message. */
  readonly context: readonly string[];
  /** Replaces the whole system prompt; `null`: it stays. */
  readonly systemPrompt: string | null;
}

export interface OpeningInput {
  readonly hooks: TurnHooks;
  /** `null`: the turn continues with tool results, so there is no message that could be blocked or added to. */
  readonly prompt: string | null;
  /** `null`: nothing is kept. */
  readonly session: {
    readonly id: string;
    readonly headId: string | null;
    readonly title: string | null;
  } | null;
  readonly starts: SessionStarts;
  readonly route: { readonly runtime: string; readonly provider: string; readonly model: string };
  /** The system prompt as it stands; only called when a hook wants to see it. */
  readonly systemPrompt: () => string;
}

/**
 * Fires SessionStart, UserPromptSubmit and before_agent_start. `null` when none of them has a hook. Rejects with TandemError
 * `prompt_blocked`: the prompt is then neither kept nor sent.
 */
export function openTurn(input: OpeningInput): Promise<Opening> | null {
  const { hooks, starts, session } = input;
  const beginning = session === null ? null : starts.begin(session);
  const wanted =
    (beginning !== null && hooks.has("SessionStart")) ||
    hooks.has("UserPromptSubmit") ||
    hooks.has("before_agent_start");
  return wanted ? ask(input, beginning) : null;
}

async function ask(input: OpeningInput, beginning: SessionBeginning | null): Promise<Opening> {
  const { hooks, prompt, session, route } = input;
  const context: string[] = [];
  const title = session?.title ? { session_title: session.title } : {};
  if (beginning !== null && hooks.has("SessionStart")) {
    await beginning.after;
    const { source } = beginning;
    const start = await hooks.fire("SessionStart", { source, model: route.model, ...title });
    context.push(...start.context);
  }
  if (prompt !== null) context.push(...(await submitPrompt(hooks, prompt, session?.title ?? null)));
  if (!hooks.has("before_agent_start")) return { context, systemPrompt: null };
  const before = input.systemPrompt();
  const start = await hooks.fire("before_agent_start", {
    prompt: prompt ?? "",
    systemPrompt: before,
    ...route,
  });
  context.push(...start.context);
  const { systemPrompt } = start.fields;
  return { context, systemPrompt: systemPrompt === before ? null : systemPrompt };
}

/** What hooks add to a prompt on its way to the model. Rejects with TandemError `prompt_blocked`. */
export async function submitPrompt(
  hooks: TurnHooks,
  prompt: string,
  title: string | null,
): Promise<readonly string[]> {
  const fields = title === null ? { prompt } : { prompt, session_title: title };
  const submitted = await hooks.fire("UserPromptSubmit", fields);
  if (submitted.denied === null) return submitted.context;
  throw new TandemError({
    code: "prompt_blocked",
    message: `A hook blocked the message: ${submitted.denied}`,
    remediation: "Change the message as the reason says, and send it again.",
  });
}

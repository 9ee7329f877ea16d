/** Asks the hooks at a turn's opening what comes before its prompt, and instead of its system prompt. */
import { openTurn } from "../hooks/opening.ts";
import { asks } from "../kernel/validate.ts";
import type { Gathered } from "./gather.ts";
import { offerOf, type PrepareDeps, type PrepareInput } from "./prepare.ts";

/** The same object where no hook has a say. Rejects with TandemError `prompt_blocked`, or as hooks do. */
export function withOpening(
  deps: PrepareDeps,
  input: PrepareInput,
  gathered: Gathered,
): Gathered | Promise<Gathered> {
  const { request, session, hooks } = input;
  if (hooks === undefined || request.compact !== undefined) return gathered;
  const { runtime, provider, model } = gathered.context;
  const opening = openTurn({
    hooks,
    prompt: asks(request) ? (request.prompt ?? "") : null,
    session,
    starts: deps.hooks.starts,
    route: { runtime, provider: provider.id, model: model.id },
    systemPrompt: () => offerOf(deps, input, gathered).prompt.text,
  });
  return opening === null ? gathered : opening.then((made) => ({ ...gathered, opening: made }));
}

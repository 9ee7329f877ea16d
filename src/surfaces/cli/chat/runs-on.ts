/** What the next turn will run on, in a sentence. */
import type { ChatState } from "./chat-state.ts";

export function runsOn(state: ChatState): string {
  const route = state.route();
  if ("error" in route) return `The next turn cannot run: ${route.error.message}`;
  const { runtime, provider, model } = route.context;
  return `The next turn runs on ${runtime} with ${provider.id}/${model.id}.`;
}

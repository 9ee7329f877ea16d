/** Settings that a key goes through. */
import type { PermissionMode } from "../../../turn/facts.ts";
import type { ChatState } from "./chat-state.ts";
import { MODE_MEANINGS } from "./commands/permissions.ts";
import { runsOn } from "./runs-on.ts";

/** `bypass` is no place to come to by one key too many: only a chat that was started with it has it here. */
const MODES: readonly PermissionMode[] = ["default", "acceptEdits", "plan"];

/** The next permission mode; gives what to say. */
export function cyclePermissions(state: ChatState): string {
  const modes = state.settings.permissionMode === "bypass" ? [...MODES, "bypass" as const] : MODES;
  const at = modes.indexOf(state.mode() ?? "default");
  const mode = modes[(at + 1) % modes.length] ?? "default";
  state.permissionMode = mode;
  return `From the next message on: ${mode} (${MODE_MEANINGS[mode]}).`;
}

/** The next of the favourite models, or the one before; gives what to say. */
export function cycleModel(state: ChatState, step: 1 | -1): string {
  const favourites = state.settings.favourites ?? [];
  const found = favourites.flatMap((name) => {
    const model = state.findModel(name);
    return model === undefined ? [] : [{ name, model }];
  });
  if (found.length === 0)
    return favourites.length === 0
      ? "You have no favourite models: list them in the configuration as `chat.models`. /model shows all."
      : `None of \`chat.models\` is a known model: ${favourites.join(", ")}.`;
  const route = state.route();
  const now = "context" in route ? route.context.model : null;
  const at = found.findIndex(({ model }) => model.id === now?.id && model.provider === now.provider);
  const next =
    found[at === -1 ? (step === 1 ? 0 : found.length - 1) : (at + step + found.length) % found.length]!;
  state.useModel(next.model, next.name);
  return runsOn(state);
}

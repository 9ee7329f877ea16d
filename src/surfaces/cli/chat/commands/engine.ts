import type { RuntimeKind } from "../../../../sessions/message.ts";
import type { ChatCommand } from "./command.ts";

const ENGINES: readonly RuntimeKind[] = ["pi", "claude"];

export const engine: ChatCommand = {
  name: "engine",
  argument: "pi|claude",
  help: "switch the engine; the conversation comes along",
  run({ tandem, state }, text) {
    if (text === "") return `Engine: ${state.runtime ?? tandem.defaults().runtime}`;
    const chosen = ENGINES.find((kind) => kind === text.toLowerCase());
    if (chosen === undefined) return `There is no engine "${text}": choose ${ENGINES.join(" or ")}.`;
    state.runtime = chosen;
    const model = state.findModel(state.model ?? "");
    const given = `From the next message on: ${chosen}. The conversation comes along.`;
    if (model === undefined || model.runtimes.includes(chosen)) return given;
    state.model = undefined;
    return `${given} ${model.provider}/${model.id} does not run on it: back to the default model.`;
  },
};

import type { RuntimeKind } from "../../../../sessions/message.ts";
import { runsOn } from "../runs-on.ts";
import type { ChatCommand } from "./command.ts";

const ENGINES: readonly RuntimeKind[] = ["pi", "claude"];

export const engine: ChatCommand = {
  name: "engine",
  argument: "pi|claude",
  help: "switch the engine; the conversation comes along",
  run({ state }, text) {
    if (text === "") return runsOn(state);
    const chosen = ENGINES.find((kind) => kind === text.toLowerCase());
    if (chosen === undefined) return `There is no engine "${text}": choose ${ENGINES.join(" or ")}.`;
    state.runtime = chosen;
    const model = state.findModel(state.model ?? "");
    if (model === undefined || model.runtimes.includes(chosen))
      return `${runsOn(state)} The conversation comes along.`;
    state.model = undefined;
    return `${model.provider}/${model.id} does not run on it: back to the default model. ${runsOn(state)}`;
  },
};

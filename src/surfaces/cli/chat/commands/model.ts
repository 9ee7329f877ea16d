import { nearest } from "../../../../routing/nearest.ts";
import { namesOf } from "../chat-state.ts";
import { runsOn } from "../runs-on.ts";
import type { ChatCommand } from "./command.ts";

export const model: ChatCommand = {
  name: "model",
  argument: "<model>",
  help: "switch the model; alone: show it",
  run({ tandem, state }, text) {
    if (text === "") return `${runsOn(state)} \`tandem models\` lists all models.`;
    const found = state.findModel(text);
    if (found === undefined) {
      const names = nearest(text, tandem.models().flatMap(namesOf));
      return `There is no model "${text}".${names.length > 0 ? ` Nearest: ${names.join(", ")}.` : ""}`;
    }
    state.model = text;
    if (state.runtime !== undefined && !found.runtimes.includes(state.runtime)) state.runtime = undefined;
    return runsOn(state);
  },
};

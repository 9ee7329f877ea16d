import { nearest } from "../../../../routing/nearest.ts";
import { namesOf } from "../chat-state.ts";
import { runsOn } from "../runs-on.ts";
import { modelItem, usableModels } from "../usable-models.ts";
import type { ChatCommand } from "./command.ts";

export const model: ChatCommand = {
  name: "model",
  argument: "[model]",
  help: "switch the model",
  choices: {
    title: "Model of the next turn",
    list: ({ tandem }) => usableModels(tandem).map(modelItem),
    current({ state }) {
      const route = state.route();
      return "context" in route ? `${route.context.provider.id}/${route.context.model.id}` : undefined;
    },
  },
  run({ tandem, state }, text) {
    if (text === "") return `${runsOn(state)} \`tandem models\` lists all models.`;
    const found = state.findModel(text);
    if (found === undefined) {
      const names = nearest(text, tandem.models().flatMap(namesOf));
      return `There is no model "${text}".${names.length > 0 ? ` Nearest: ${names.join(", ")}.` : ""}`;
    }
    state.useModel(found, text);
    return runsOn(state);
  },
};

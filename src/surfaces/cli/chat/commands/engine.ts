import type { RuntimeKind } from "../../../../sessions/message.ts";
import { runsOn } from "../runs-on.ts";
import type { ChatCommand } from "./command.ts";

const ENGINES: readonly { readonly value: RuntimeKind; readonly description: string }[] = [
  { value: "pi", description: "Pi's agent loop; models of every provider" },
  { value: "claude", description: "the Claude Agent SDK" },
];

export const engine: ChatCommand = {
  name: "engine",
  argument: "[pi|claude]",
  help: "switch the engine; the conversation comes along",
  choices: {
    title: "Engine of the next turn",
    list: () => ENGINES.map(({ value, description }) => ({ value, label: value, description })),
    current({ state }) {
      const route = state.route();
      return "context" in route ? route.context.runtime : undefined;
    },
  },
  run({ state }, text) {
    if (text === "") return runsOn(state);
    const chosen = ENGINES.find(({ value }) => value === text.toLowerCase())?.value;
    if (chosen === undefined)
      return `There is no engine "${text}": choose ${ENGINES.map(({ value }) => value).join(" or ")}.`;
    state.runtime = chosen;
    const model = state.findModel(state.model ?? "");
    if (model === undefined || model.runtimes.includes(chosen))
      return `${runsOn(state)} The conversation comes along.`;
    state.model = undefined;
    return `${model.provider}/${model.id} does not run on it: back to the default model. ${runsOn(state)}`;
  },
};

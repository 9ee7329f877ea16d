import { THINKING_LEVELS } from "../../../../routing/model.ts";
import type { ChatCommand } from "./command.ts";

export const thinking: ChatCommand = {
  name: "thinking",
  argument: "[level]",
  help: "how much to reason: off, minimal, low, medium, high, xhigh, max",
  choices: {
    title: "How much the model reasons",
    list({ state }) {
      const route = state.route();
      const levels = "context" in route ? route.context.capabilities.thinkingLevels : THINKING_LEVELS;
      return levels.map((level) => ({ value: level, label: level }));
    },
    current({ state }) {
      const route = state.route();
      return "context" in route ? route.context.thinking : undefined;
    },
  },
  run({ state }, text) {
    const level = THINKING_LEVELS.find((name) => name === text.toLowerCase());
    if (text === "")
      return `Thinking: ${state.thinking ?? "as configured"}. Levels: ${THINKING_LEVELS.join(", ")}.`;
    if (level === undefined) return `There is no level "${text}": choose ${THINKING_LEVELS.join(", ")}.`;
    state.thinking = level;
    return `From the next message on: thinking ${level}.`;
  },
};

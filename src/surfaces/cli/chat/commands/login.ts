import type { ChatCommand } from "./command.ts";

export const login: ChatCommand = {
  name: "login",
  help: "add a provider's key, or a server of this machine",
  run({ login: ask, turns }) {
    if (ask === undefined) return "Adding a key needs a terminal: run `tandem auth add`.";
    if (turns.running) return "A turn is running: stop it with Escape first.";
    return ask();
  },
};

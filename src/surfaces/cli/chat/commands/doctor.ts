import type { ChatCommand } from "./command.ts";

export const doctor: ChatCommand = {
  name: "doctor",
  help: "check engines, credentials, store and sandbox",
  async run({ tandem }) {
    const checks = await tandem.doctor();
    const width = Math.max(...checks.map(({ id }) => id.length));
    return checks
      .flatMap(({ id, status, summary, remedy }) => [
        `${status.padEnd(4)}  ${id.padEnd(width)}  ${summary}`,
        ...(remedy === undefined ? [] : [`${" ".repeat(width + 8)}${remedy}`]),
      ])
      .join("\n");
  },
};

/** What the way of a call adds to a tool that does nothing: its stages, policy, permission and hooks included. */
import type { ToolDefinition } from "../src/index.ts";
import { median } from "./lib/alternate.ts";
import type { Benchmark } from "./lib/benchmark.ts";
import { openOurs } from "./lib/ours.ts";

export const toolRunner: Benchmark = {
  name: "tool-runner",
  async run(bench) {
    const added: number[] = [];
    const ours = await openOurs(bench, bench.model.tool, {
      tools: { deny: ["group:web"] },
      permissions: { allow: ["exec(git status:*)"], deny: ["write(secrets/**)"] },
    });
    ours.hooks.on("before_tool_call", () => undefined);
    // From the event of the call to the event of its result, which is when the tool itself is done.
    let calledAt = 0;
    const nothing: ToolDefinition = {
      name: "echo",
      description: "Does nothing.",
      inputSchema: { type: "object", properties: { text: { type: "string" } } },
      readOnly: true,
      execute: async () => ({ content: [{ type: "text", text: "" }] }),
    };
    for (let round = 0; round < bench.rounds * 40; round++) {
      const result = await ours.run({
        prompt: "go",
        runtime: "pi",
        extraTools: [nothing],
        onAgentEvent: ({ type }) => {
          if (type === "tool-call") calledAt = performance.now();
          if (type === "tool-result") added.push(performance.now() - calledAt);
        },
      });
      if (result.status !== "completed") throw new Error(`The turn ended as ${result.status}.`);
    }
    return [
      {
        name: "Tool runner, added to a tool that does nothing",
        value: median(added) * 1_000,
        unit: "µs",
        limit: 300,
        detail: `${added.length} calls with a policy, permission rules and a hook; slowest ${Math.max(...added).toFixed(2)} ms`,
      },
    ];
  },
};

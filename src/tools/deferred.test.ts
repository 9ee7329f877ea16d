/** Tools that are run by whoever asked for the turn. */
import { describe, expect, it } from "vitest";
import { TandemError } from "../kernel/errors.ts";
import { call, echo, setup } from "./runner.testing.ts";
import type { Gate } from "./stages/stage.ts";
import type { ToolDefinition } from "./tool.ts";

const ask: ToolDefinition = {
  ...echo,
  name: "ask",
  deferred: true,
  execute: () => Promise.reject(new Error("never")),
};

async function runAll(runner: ReturnType<typeof setup>["runner"], ...blocks: ReturnType<typeof call>[]) {
  const { done } = runner.beginStep(blocks);
  for (const { id, name, input } of blocks) void runner.run({ id, name, input });
  await done;
}

describe("a deferred tool", () => {
  it("leaves its calls pending in the model's order, and lets the others of the step run", async () => {
    const { runner, results, stepsDone } = setup([echo, ask]);
    await runAll(
      runner,
      call("a", "ask", { text: "1" }),
      call("b", "echo", { text: "2" }),
      call("c", "ask", { text: "3" }),
    );
    expect(runner.pending).toEqual([
      { id: "a", name: "ask", input: { text: "1" } },
      { id: "c", name: "ask", input: { text: "3" } },
    ]);
    expect(results()).toEqual(["b"]);
    expect(stepsDone()).toBe(1);
  });

  it("is pending with the input its gates left, and not at all when a gate refuses", async () => {
    const gate: Gate = (pending) => {
      if (pending.input.text === "no") throw new TandemError({ code: "tool_error", message: "Denied." });
      return { ...pending, input: { text: "changed" } };
    };
    const { runner, stored } = setup([ask], { gates: [gate] });
    await runAll(
      runner,
      call("a", "ask", { text: "no" }),
      call("b", "ask", { text: "yes" }),
      call("c", "ask"),
    );
    expect(runner.pending).toEqual([{ id: "b", name: "ask", input: { text: "changed" } }]);
    expect(stored).toEqual(["a:error", "c:error"]);
  });
});

describe("submitted results", () => {
  const submitted = (id: string, text: string) => ({
    call: { id, name: "ask", input: { text: "x" } },
    output: { content: [{ type: "text" as const, text }] },
  });

  it("go through what sees and limits results, in the order given", async () => {
    const seen: unknown[] = [];
    const kept: string[] = [];
    const { runner, events } = setup([ask], {
      onResult: ({ id }, output) => kept.push(`${id} ${JSON.stringify(output.content).slice(-120)}`),
      finishers: [
        (output, { call: { name }, tool, input }) => {
          seen.push([name, tool?.name, input]);
          return output;
        },
      ],
    });
    await runner.submit([submitted("b", "x".repeat(400_100)), submitted("a", "short")]);
    expect(seen).toEqual([
      ["ask", "ask", { text: "x" }],
      ["ask", "ask", { text: "x" }],
    ]);
    expect(kept[0]).toMatch(/^b .*Result cut: 100 more characters/);
    expect(kept[1]).toMatch(/^a .*short/);
    expect(events).toMatchObject([
      { type: "tool-result", toolCallId: "b", durationMs: 0 },
      { type: "tool-result", toolCallId: "a", content: [{ text: "short" }] },
    ]);
  });

  it("are not taken once the turn was stopped, whatever a hook does", async () => {
    const { runner, abort, events } = setup([ask], { finishers: [() => new Promise(() => {})] });
    const taken = runner.submit([submitted("a", "late")]);
    abort.abort();
    await taken;
    expect(events).toEqual([]);
  });
});

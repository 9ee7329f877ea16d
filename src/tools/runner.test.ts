import { setImmediate as turnOfLoop } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { TandemError } from "../kernel/errors.ts";
import { call, echo, setup, until } from "./runner.testing.ts";
import type { ToolQuestion } from "./runner.ts";
import { controlledTool, textIn } from "./testing.ts";
import type { ToolDefinition } from "./tool.ts";

describe("order", () => {
  it("waits until the step of a call began", async () => {
    const { tool, started, finish } = controlledTool("look", true);
    const { runner, results } = setup([tool]);
    const output = runner.run({ id: "a", name: "look", input: {} });
    await turnOfLoop();
    expect(started).toEqual([]);
    runner.beginStep([call("a", "look")]);
    await until(() => started.length === 1);
    finish("a", "done");
    expect(textIn(await output)).toBe("done");
    expect(results()).toEqual(["a"]);
  });

  it("runs read-only calls side by side and hands results out in source order", async () => {
    const { tool, started, finish } = controlledTool("look", true);
    const { runner, results, stored } = setup([tool]);
    const { done } = runner.beginStep([call("a", "look"), call("b", "look"), call("c", "look")]);
    const runs = ["c", "a", "b"].map((id) => runner.run({ id, name: "look", input: {} }));
    await until(() => started.length === 3);
    finish("c");
    expect(textIn(await runs[0]!)).toBe("c");
    expect(results()).toEqual([]);
    finish("a");
    await runs[1];
    expect(results()).toEqual(["a"]);
    finish("b");
    await Promise.all([...runs, done]);
    expect(results()).toEqual(["a", "b", "c"]);
    expect(stored).toEqual(["a:ok", "b:ok", "c:ok"]);
  });

  it("keeps the cap on read-only calls at once", async () => {
    const { tool, started, finish } = controlledTool("look", true);
    const { runner } = setup([tool], { maxParallel: 2 });
    const ids = ["a", "b", "c", "d"];
    const { done } = runner.beginStep(ids.map((id) => call(id, "look")));
    for (const id of ids) void runner.run({ id, name: "look", input: {} });
    await until(() => started.length === 2);
    await turnOfLoop();
    expect(started).toEqual(["a", "b"]);
    finish("b");
    await until(() => started.length === 3);
    finish("a");
    finish("c");
    await until(() => started.length === 4);
    finish("d");
    await done;
  });

  it("runs a writing call alone: after all before it, and before all after it, whatever order the engine uses", async () => {
    const look = controlledTool("look", true);
    const change = controlledTool("change", false);
    const { runner, results } = setup([look.tool, change.tool]);
    const { done } = runner.beginStep([
      call("r1", "look"),
      call("w1", "change"),
      call("w2", "change"),
      call("r2", "look"),
    ]);
    for (const [id, name] of [
      ["r2", "look"],
      ["w2", "change"],
      ["w1", "change"],
    ] as const) {
      void runner.run({ id, name, input: {} });
    }
    await turnOfLoop();
    expect([...look.started, ...change.started]).toEqual([]);
    void runner.run({ id: "r1", name: "look", input: {} });
    await until(() => look.started.length === 1);
    look.finish("r1");
    await until(() => change.started.length === 1);
    await turnOfLoop();
    expect(change.started).toEqual(["w1"]);
    expect(look.started).toEqual(["r1"]);
    change.finish("w1");
    await until(() => change.started.length === 2);
    change.finish("w2");
    await until(() => look.started.length === 2);
    look.finish("r2");
    await done;
    expect(results()).toEqual(["r1", "w1", "w2", "r2"]);
  });

  it("has stored every result of a step before the engine gets the last one", async () => {
    const { tool, started, finish } = controlledTool("look", true);
    const { runner, stored, stepsDone } = setup([tool]);
    runner.beginStep([call("a", "look"), call("b", "look")]);
    const seen = Promise.all(["a", "b"].map((id) => runner.run({ id, name: "look", input: {} }))).then(() => [
      ...stored,
      stepsDone(),
    ]);
    await until(() => started.length === 2);
    finish("b");
    finish("a");
    expect(await seen).toEqual(["a:ok", "b:ok", 1]);
  });

  it("tells apart calls of later steps that use an id again", async () => {
    const { runner } = setup([echo]);
    for (const text of ["one", "two"]) {
      runner.beginStep([call("same", "echo", { text })]);
      expect(textIn(await runner.run({ id: "same", name: "echo", input: { text } }))).toBe(text);
    }
  });

  it("runs both of two calls with one id in one step", async () => {
    const { runner, results } = setup([echo]);
    runner.beginStep([call("x", "echo", { text: "1" }), call("x", "echo", { text: "2" })]);
    const outputs = await Promise.all(
      ["1", "2"].map((text) => runner.run({ id: "x", name: "echo", input: { text } })),
    );
    expect(outputs.map(textIn)).toEqual(["1", "2"]);
    expect(results()).toEqual(["x", "x"]);
  });
});

describe("the end of a turn", () => {
  it("settles deaf, waiting and unasked calls at once on abort, in order, and tells the tool", async () => {
    const deaf = controlledTool("change", false);
    const { runner, abort, results, stored, stepsDone } = setup([deaf.tool]);
    const { done } = runner.beginStep([call("a", "change"), call("b", "change"), call("c", "change")]);
    const outputs = ["a", "b", "unbegun"].map((id) => runner.run({ id, name: "change", input: {} }));
    await until(() => deaf.started.length === 1);
    abort.abort();
    expect(results()).toEqual(["a", "b", "c"]);
    expect(stored).toEqual(["a:error", "b:error", "c:error"]);
    expect(stepsDone()).toBe(1);
    await done;
    for (const output of await Promise.all(outputs)) expect(textIn(output)).toContain("aborted");
    expect(deaf.contexts.get("a")!.signal.aborted).toBe(true);
    deaf.finish("a");
    await turnOfLoop();
    expect(results()).toEqual(["a", "b", "c"]);
    expect(deaf.started).toEqual(["a"]);
  });

  it("answers at once after the abort, with the timeout named", async () => {
    const { runner, abort, results } = setup([echo]);
    abort.abort(new TandemError({ code: "timeout", message: "The turn timed out." }));
    runner.beginStep([call("a", "echo", { text: "x" })]);
    const output = await runner.run({ id: "a", name: "echo", input: { text: "x" } });
    expect(textIn(output)).toContain("timeout");
    expect(results()).toEqual(["a"]);
  });

  it("forgets what an engine run left open, and serves the next", async () => {
    const { tool, started } = controlledTool("change", false);
    const { runner, stored } = setup([tool, echo]);
    const { done } = runner.beginStep([call("a", "change"), call("b", "echo", { text: "x" })]);
    const running = runner.run({ id: "a", name: "change", input: {} });
    const early = runner.run({ id: "z", name: "echo", input: { text: "stale" } });
    await until(() => started.length === 1);
    runner.abandon("The model's stream broke.");
    await done;
    expect((await running).isError).toBe(true);
    expect(textIn(await early)).toBe("The model's stream broke.");
    expect(stored).toEqual(["a:error", "b:error"]);
    runner.beginStep([call("z", "echo", { text: "fresh" })]);
    expect(textIn(await runner.run({ id: "z", name: "echo", input: { text: "fresh" } }))).toBe("fresh");
  });
});

describe("approval", () => {
  const asking: ToolDefinition = {
    ...echo,
    inputSchema: { type: "object" },
    execute: async (_input, context) => ({
      content: [{ type: "text", text: (await context.confirm("May I?")) ? "yes" : "no" }],
    }),
  };

  it.each([
    ["a yes", () => Promise.resolve({ allowed: true }), "yes"],
    ["a no", () => Promise.resolve({ allowed: false }), "no"],
    [
      "a no with what to do instead",
      () => Promise.resolve({ allowed: false, instead: "Ask Ada." }),
      "noThe user wants this instead:\nAsk Ada.",
    ],
    ["nobody to ask", undefined, "no"],
  ] as const)("takes %s", async (_what, answer, text) => {
    const questions: string[] = [];
    const approve =
      answer &&
      ((question: ToolQuestion) => {
        questions.push(`${question.toolCallId} ${question.toolName} ${question.summary}`);
        return answer();
      });
    const { runner } = setup([asking], approve ? { approve } : {});
    runner.beginStep([call("a", "echo")]);
    expect(textIn(await runner.run({ id: "a", name: "echo", input: {} }))).toBe(text);
    expect(questions).toEqual(answer ? ["a echo May I?"] : []);
  });
});

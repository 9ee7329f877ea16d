import { setImmediate as turnOfLoop } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { EventBody } from "../events/event.ts";
import { TandemError } from "../kernel/errors.ts";
import type { ToolCallBlock } from "../sessions/message.ts";
import { createToolRunner, type ToolRunnerOptions } from "./runner.ts";
import { controlledTool, textIn, toolContext } from "./testing.ts";
import type { ToolCallOutput, ToolDefinition } from "./tool.ts";

function call(id: string, name: string, input: Record<string, unknown> = {}): ToolCallBlock {
  return { type: "tool-call", id, name, input };
}

function setup(tools: readonly ToolDefinition[], overrides: Partial<ToolRunnerOptions> = {}) {
  const abort = new AbortController();
  const events: EventBody[] = [];
  const stored: string[] = [];
  let stepsDone = 0;
  const runner = createToolRunner({
    tools,
    context: toolContext("/tmp"),
    emit: (event) => events.push(event),
    onResult: ({ id }, output: ToolCallOutput) => stored.push(`${id}:${output.isError ? "error" : "ok"}`),
    onStepDone: () => {
      stepsDone += 1;
    },
    signal: abort.signal,
    ...overrides,
  });
  const results = () => events.flatMap((event) => (event.type === "tool-result" ? [event.toolCallId] : []));
  return { runner, abort, events, stored, results, stepsDone: () => stepsDone };
}

/** Lets everything that is ready happen: the first call loads the schema compiler, which takes turns of the loop. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turnOfLoop();
}

const echo: ToolDefinition = {
  name: "echo",
  description: "echo",
  inputSchema: {
    type: "object",
    properties: { text: { type: "string" }, times: { type: "integer", minimum: 1 } },
    required: ["text"],
    additionalProperties: false,
  },
  readOnly: true,
  execute: ({ text }) => Promise.resolve({ content: [{ type: "text", text: String(text) }] }),
};

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

describe("refusals", () => {
  async function answer(name: string, input: Record<string, unknown>, rawInput?: string, tools = [echo]) {
    const { runner, stored } = setup(tools);
    runner.beginStep([call("a", name, input)]);
    const output = await runner.run({
      id: "a",
      name,
      input,
      ...(rawInput === undefined ? {} : { rawInput }),
    });
    expect(stored).toEqual([`a:${output.isError ? "error" : "ok"}`]);
    return output;
  }

  it.each([
    ["cut off, though the engine patched it up", { text: "x" }, '{"text":"x"', "not valid JSON"],
    ["no JSON", { text: "x" }, "text=x", "not valid JSON"],
    ["an array", {}, "[1]", "must be a JSON object"],
    ["another value than the engine read", { text: "x" }, '{"text":"y"}', "read differently"],
    ["a value the engine coerced", { text: "2" }, '{"text":2}', "text: must be string, was number"],
    ["a missing argument", {}, "{}", "text: is required"],
    ["an unknown argument", { text: "x", colour: 1 }, undefined, "colour: is not a known property"],
    ["an argument out of range", { text: "x", times: 0 }, undefined, "times: must be >= 1"],
  ])("never runs %s", async (_what, input, rawInput, expected) => {
    const output = await answer("echo", input, rawInput);
    expect(output.isError).toBe(true);
    expect(textIn(output)).toContain(expected);
  });

  it.each([
    ["spaces and another order of keys", { text: "x", times: 2 }, ' { "times": 2, "text": "x" } '],
    ["nothing, for a call without raw text", { text: "x" }, ""],
    ["escapes", { text: "é\n" }, '{"text":"\\u00e9\\n"}'],
  ])("runs what was written with %s", async (_what, input, rawInput) => {
    expect((await answer("echo", input, rawInput)).isError).toBe(false);
  });

  it("names the nearest tools for an unknown one", async () => {
    expect(textIn(await answer("ecko", {}))).toBe('There is no tool "ecko".\nDid you mean "echo"?');
  });

  it("settles an unknown tool even if the engine never asks, so that later calls run", async () => {
    const { tool, started, finish } = controlledTool("change", false);
    const { runner, results } = setup([tool]);
    const { done } = runner.beginStep([call("a", "nope"), call("b", "change")]);
    void runner.run({ id: "b", name: "change", input: {} });
    await until(() => started.length === 1);
    finish("b");
    await done;
    expect(results()).toEqual(["a", "b"]);
  });

  const number = { type: "number" };
  it.each([
    [
      "draft 7",
      { $schema: "http://json-schema.org/draft-07/schema#", definitions: { number } },
      { $ref: "#/definitions/number" },
    ],
    [
      "2020-12",
      { $schema: "https://json-schema.org/draft/2020-12/schema", $defs: { number } },
      { $ref: "#/$defs/number" },
    ],
    ["draft 7's tuples without its name", {}, { type: "array", items: [number] }],
  ])("checks by %s", async (_draft, head, value) => {
    const tool = { ...echo, inputSchema: { ...head, type: "object", properties: { value } } };
    const output = await answer("echo", { value: ["x"] }, undefined, [tool]);
    expect(textIn(output)).toMatch(/value(\[0\])?: must be number/);
  });

  it("says so when a tool's own schema is broken", async () => {
    const output = await answer("echo", {}, undefined, [{ ...echo, inputSchema: { type: "nonsense" } }]);
    expect(textIn(output)).toContain("not valid JSON Schema");
  });
});

describe("results", () => {
  const giving = (execute: ToolDefinition["execute"]): ToolDefinition => ({
    ...echo,
    inputSchema: { type: "object" },
    execute,
  });

  async function resultOf(execute: ToolDefinition["execute"]) {
    const { runner, events } = setup([giving(execute)]);
    runner.beginStep([call("a", "echo")]);
    const output = await runner.run({ id: "a", name: "echo", input: {} });
    return { output, event: events.find((event) => event.type === "tool-result") };
  }

  it("turns a throw into an error result with its remedy", async () => {
    const { output } = await resultOf(() => {
      throw new TandemError({ code: "path_denied", message: "Denied.", remediation: "Ask." });
    });
    expect(output).toEqual({ content: [{ type: "text", text: "Denied.\nAsk." }], isError: true });
  });

  it("turns a rejection of anything into an error result", async () => {
    const { output } = await resultOf(() => Promise.reject("plain"));
    expect(output).toEqual({ content: [{ type: "text", text: "plain" }], isError: true });
  });

  it("makes something of a tool that gives nothing", async () => {
    const { output } = await resultOf(() => Promise.resolve(undefined as never));
    expect(output).toEqual({ content: [{ type: "text", text: "(no output)" }], isError: false });
  });

  it("cuts over 400,000 characters at a line end and says how much is missing", async () => {
    const line = `${"x".repeat(99)}\n`;
    const { output } = await resultOf(() =>
      Promise.resolve({ content: [{ type: "text", text: `${line.repeat(4_001)}end` }] }),
    );
    const [first, note] = output.content;
    expect(first).toEqual({ type: "text", text: line.repeat(4_000) });
    expect(note).toMatchObject({ text: expect.stringContaining("103 more characters") });
  });

  it("gives details to hosts and not to the model", async () => {
    const { output, event } = await resultOf(() =>
      Promise.resolve({ content: [{ type: "text", text: "ok" }], details: { exitCode: 0 } }),
    );
    expect(output).not.toHaveProperty("details");
    expect(event).toMatchObject({ details: { exitCode: 0 } });
  });

  it("leaves out details that are no JSON", async () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const { event } = await resultOf(() =>
      Promise.resolve({ content: [{ type: "text", text: "ok" }], details: circular }),
    );
    expect(event).not.toHaveProperty("details");
  });

  it("replaces an image that cannot be read", async () => {
    const { output } = await resultOf(() =>
      Promise.resolve({ content: [{ type: "image", mimeType: "image/png", data: "bm90" }] }),
    );
    expect(textIn(output)).toContain("could not be read");
  });

  it("passes progress on until the call is settled", async () => {
    const { tool, started, contexts, finish } = controlledTool("look", true);
    const { runner, events } = setup([tool]);
    runner.beginStep([call("a", "look")]);
    const output = runner.run({ id: "a", name: "look", input: {} });
    await until(() => started.length === 1);
    const { onUpdate } = contexts.get("a")!;
    onUpdate([{ type: "text", text: "half" }]);
    finish("a");
    await output;
    onUpdate([{ type: "text", text: "late" }]);
    expect(events.map(({ type }) => type)).toEqual(["tool-progress", "tool-result"]);
  });

  it("compiles a tool once for all runners that share validators", async () => {
    const validators = new WeakMap();
    const { runner } = setup([echo], { validators });
    runner.beginStep([call("a", "echo", { text: "x" })]);
    await runner.run({ id: "a", name: "echo", input: { text: "x" } });
    const compiled = validators.get(echo);
    expect(compiled).toBeTypeOf("function");
    const second = setup([echo], { validators }).runner;
    second.beginStep([call("a", "echo", { text: "x" })]);
    await second.run({ id: "a", name: "echo", input: { text: "x" } });
    expect(validators.get(echo)).toBe(compiled);
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
    ["an answer", () => Promise.resolve(true), "yes", "user"],
    ["a refusal", () => Promise.resolve(false), "no", "user"],
    ["something that is no clear yes", () => Promise.resolve("yes" as never), "no", "user"],
    ["an error in the answering code", () => Promise.reject(new Error("broken")), "no", "error"],
    ["nobody to ask", undefined, "no", "nobody"],
  ] as const)("takes %s", async (_what, confirm, text, by) => {
    const { runner, events } = setup([asking], { confirm });
    runner.beginStep([call("a", "echo")]);
    expect(textIn(await runner.run({ id: "a", name: "echo", input: {} }))).toBe(text);
    expect(events).toMatchObject([
      { type: "approval.request", approvalId: "approval-1", summary: "May I?" },
      { type: "approval.response", approvalId: "approval-1", allowed: text === "yes", by },
      { type: "tool-result" },
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { TandemError } from "../kernel/errors.ts";
import { call, echo, setup, until } from "./runner.testing.ts";
import { controlledTool, textIn } from "./testing.ts";
import type { ToolDefinition } from "./tool.ts";

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

  it("thins out progress without end, and gives the last before the result", async () => {
    const { tool, started, contexts, finish } = controlledTool("look", true);
    const { runner, events } = setup([tool]);
    runner.beginStep([call("a", "look")]);
    const output = runner.run({ id: "a", name: "look", input: {} });
    await until(() => started.length === 1);
    for (let at = 0; at < 5_000; at++)
      contexts.get("a")!.onUpdate([{ type: "text", text: `${at} ${"x".repeat(10_000)}` }]);
    finish("a");
    await output;
    const progress = events.filter(({ type }) => type === "tool-progress");
    expect(progress.length).toBeLessThan(60);
    expect(JSON.stringify(progress.at(-1))).toContain("4999 x");
    expect(events.at(-1)?.type).toBe("tool-result");
    expect(JSON.stringify(events).length).toBeLessThan(1_000_000);
  });

  it("limits the blocks of a result, and keeps the texts", async () => {
    const image = { type: "image", mimeType: "image/png", data: "bm90" } as const;
    const { output } = await resultOf(() =>
      Promise.resolve({
        content: Array.from({ length: 5_000 }, (_, at) =>
          at % 2 === 0 ? image : { type: "text" as const, text: `line ${at}` },
        ),
      }),
    );
    expect(output.content.length).toBeLessThanOrEqual(203);
    expect(textIn(output)).toContain("line 4999");
    expect(textIn(output)).toContain("2480 more images were left out");
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

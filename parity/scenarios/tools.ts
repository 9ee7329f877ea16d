/** One tool definition on every engine: what is offered, what runs, what comes back. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bodyOf, resultsOf } from "../on-wire.ts";
import { eventsOf, gate, pngOf, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

const SCHEMA = {
  type: "object",
  properties: {
    city: { type: "string", minLength: 2 },
    days: { type: "integer", minimum: 1 },
    unit: { anyOf: [{ const: "C" }, { const: "F" }] },
  },
  required: ["city"],
  additionalProperties: false,
} as const;

export const toolScenarios = [
  scenario({
    id: "TOOL-01",
    name: "a definition is offered word for word, and equal on all engines",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage();
      const description = " First.\n\nSecond, after a blank line.\n\n- and a list ";
      const offered: unknown[] = [];
      for (const engine of engines) {
        const tool = {
          ...toolOf("forecast", () => textOutput("sun"), { inputSchema: SCHEMA }),
          description,
        };
        const { requests } = await s.turn({ prompt: "hi", runtime: engine.runtime, extraTools: [tool] });
        const tools = bodyOf(requests[0]).tools ?? [];
        const mine = tools.find((item) => item.name === "forecast");
        check.deepEqual(mine?.input_schema, { ...SCHEMA }, `${engine.id}: schema`);
        check.equal(mine?.description, description, `${engine.id}: description`);
        offered.push(
          tools.map(({ name, description, input_schema }) => ({ name, description, input_schema })),
        );
      }
      for (const [index, tools] of offered.entries()) {
        check.deepEqual(
          tools,
          offered[0],
          `${engines[index]?.id} against ${engines[0]?.id}, built-in tools included`,
        );
      }
    },
  }),

  scenario({
    id: "TOOL-01",
    name: "input is validated before anything runs, and cut-off arguments never run",
    run: async ({ stage, check }) => {
      const s = await stage();
      const ran: unknown[] = [];
      const tool = toolOf(
        "forecast",
        (input) => {
          ran.push(input);
          return textOutput("sun");
        },
        { inputSchema: SCHEMA },
      );
      const calls = [
        { id: "toolu_ok", name: "forecast", input: { city: "Oslo", days: 2 } },
        { id: "toolu_type", name: "forecast", input: { city: "Oslo", days: "2" } },
        { id: "toolu_missing", name: "forecast", input: {} },
        { id: "toolu_extra", name: "forecast", input: { city: "Oslo", planet: "Mars" } },
        { id: "toolu_unknown", name: "forcast", input: { city: "Oslo" } },
        { id: "toolu_cut", name: "forecast", input: {}, rawInput: '{"city":"Oslo","days":' },
      ];
      s.server.reply({ toolCalls: calls }, { text: "noted" });
      const { result, requests, events } = await s.turn({ prompt: "go", extraTools: [tool] });
      check.equal(result.text, "noted", `reply (${result.error?.message})`);
      check.deepEqual(ran, [{ city: "Oslo", days: 2 }], "inputs that reached the tool");
      const results = resultsOf(requests[1]);
      check.deepEqual(
        [...results.values()].map((part) => `${part.id} ${part.isError}`),
        calls.map((call) => `${call.id} ${call.id !== "toolu_ok"}`),
        "each call has one result, in order, errors marked",
      );
      check.equal(results.get("toolu_ok")?.text, "sun", "the good result");
      check.match(results.get("toolu_type")?.text ?? "", /days/, "the error names the field");
      check.match(results.get("toolu_missing")?.text ?? "", /city/, "the error names what is missing");
      check.match(results.get("toolu_unknown")?.text ?? "", /forecast/, "the error names the nearest tool");
      check.equal(eventsOf(events, "tool-result").length, calls.length, "results told");
    },
  }),

  scenario({
    id: ["TOOL-01", "TOOL-03"],
    name: "progress is told while a tool runs, read-only tools run side by side and others one after another",
    run: async ({ stage, check }) => {
      const s = await stage();
      const both = gate();
      const log: string[] = [];
      let reading = 0;
      const read = toolOf(
        "reading",
        async (_input, context) => {
          reading += 1;
          if (reading === 2) both.release();
          context.onUpdate([{ type: "text", text: `half of ${context.toolCallId}` }]);
          await both.open;
          return textOutput("read");
        },
        { readOnly: true },
      );
      const write = toolOf("writing", async (_input, context) => {
        log.push(`start ${context.toolCallId}`);
        await Promise.resolve();
        log.push(`end ${context.toolCallId}`);
        return textOutput("written");
      });
      s.server.reply(
        {
          toolCalls: [
            { id: "toolu_r1", name: "reading", input: {} },
            { id: "toolu_r2", name: "reading", input: {} },
            { id: "toolu_w1", name: "writing", input: {} },
            { id: "toolu_w2", name: "writing", input: {} },
          ],
        },
        { text: "all done" },
      );
      const { result, events } = await s.turn({ prompt: "go", extraTools: [read, write] });
      check.equal(result.text, "all done", `reply (${result.error?.message})`);
      check.equal(reading, 2, "both read-only calls ran at the same time, or the turn would hang");
      check.deepEqual(
        log,
        ["start toolu_w1", "end toolu_w1", "start toolu_w2", "end toolu_w2"],
        "the others ran alone, in order",
      );
      const progress = eventsOf(events, "tool-progress").map((event) => event.toolCallId);
      check.deepEqual([...progress].sort(), ["toolu_r1", "toolu_r2"], "progress told");
      check.deepEqual(
        eventsOf(events, "tool-result").map((event) => event.toolCallId),
        ["toolu_r1", "toolu_r2", "toolu_w1", "toolu_w2"],
        "results are announced in the order of the calls",
      );
    },
  }),

  scenario({
    id: ["TOOL-01", "TOOL-02", "SAFE-01"],
    name: "the file tools work in the workspace and nowhere else, and exec is refused unless allowed",
    run: async ({ stage, check, folder }) => {
      const s = await stage();
      const outside = join(await folder(), "outside.txt");
      await writeFile(outside, "private");
      await writeFile(join(s.workspace, "a.txt"), "alpha\nbeta\n");
      const calls = [
        { id: "toolu_1", name: "read", input: { path: "a.txt" } },
        { id: "toolu_2", name: "write", input: { path: "sub/b.txt", content: "gamma" } },
        {
          id: "toolu_3",
          name: "edit",
          input: { path: "a.txt", old_string: "beta", new_string: "BETA" },
        },
        { id: "toolu_4", name: "ls", input: {} },
        { id: "toolu_5", name: "grep", input: { pattern: "gamma" } },
        { id: "toolu_6", name: "find", input: { pattern: "**/*.txt" } },
        { id: "toolu_7", name: "read", input: { path: outside } },
        { id: "toolu_8", name: "write", input: { path: "../escape.txt", content: "x" } },
        { id: "toolu_9", name: "exec", input: { command: "echo hello" } },
      ];
      s.server.reply(...calls.map((call) => ({ toolCalls: [call] })), { text: "done" });
      const { result, requests } = await s.turn({ prompt: "go", sessionKey: sessionKey("files") });
      check.equal(result.text, "done", `reply (${result.error?.message})`);
      const results = resultsOf(requests.at(-1));
      const textOf = (id: string) => results.get(id)?.text ?? "";
      check.deepEqual(
        [...results.values()].filter((part) => part.isError).map((part) => part.id),
        ["toolu_7", "toolu_8", "toolu_9"],
        `calls that failed (${textOf("toolu_3")} ${textOf("toolu_5")} ${textOf("toolu_6")})`,
      );
      check.includes(textOf("toolu_1"), "alpha", "what was read");
      check.equal(await readFile(join(s.workspace, "sub/b.txt"), "utf8"), "gamma", "what was written");
      check.equal(await readFile(join(s.workspace, "a.txt"), "utf8"), "alpha\nBETA\n", "what was edited");
      check.includes(textOf("toolu_4"), "a.txt", "what was listed");
      check.includes(textOf("toolu_5"), "b.txt", "what was searched");
      check.includes(textOf("toolu_6"), "sub/b.txt", "what was found");
      check.excludes(textOf("toolu_7"), "private", "a file outside");
      check.excludes(textOf("toolu_9"), "hello", "a command nobody allowed");
    },
  }),

  scenario({
    id: ["TOOL-01", "TOOL-03"],
    name: "long results, empty results and results in every script reach the model whole",
    run: async ({ stage, check }) => {
      const s = await stage();
      const long = `start ${"0123456789".repeat(12_000)} end`;
      const texts = { long, empty: "", script: "日本語 ✓ \u0007 naïve\r\n  spaced  " };
      s.server.reply(
        { toolCalls: Object.keys(texts).map((name) => ({ id: `toolu_${name}`, name, input: {} })) },
        { text: "seen" },
      );
      const { requests, result } = await s.turn({
        prompt: "go",
        extraTools: Object.entries(texts).map(([name, text]) => toolOf(name, () => textOutput(text))),
      });
      check.equal(result.text, "seen", `reply (${result.error?.message})`);
      const results = resultsOf(requests[1]);
      check.equal(results.get("toolu_long")?.text.length, long.length, "characters of the long result");
      check.equal(results.get("toolu_script")?.text, texts.script, "the result in many scripts");
      check.equal(results.get("toolu_empty")?.isError, false, "an empty result is no error");
    },
  }),

  scenario({
    id: "TOOL-03",
    name: "images of a result reach the model, failures are marked as errors, and no more than eight readings run at once",
    run: async ({ stage, check }) => {
      const s = await stage();
      const picture = await pngOf(4, 4);
      const full = gate();
      let running = 0;
      let most = 0;
      const reading = toolOf(
        "reading",
        async () => {
          running += 1;
          most = Math.max(most, running);
          if (running === 8) full.release();
          await full.open;
          running -= 1;
          return textOutput("read");
        },
        { readOnly: true },
      );
      const tools = [
        reading,
        toolOf("photo", () => ({ content: [{ type: "image", mimeType: "image/png", data: picture }] })),
        toolOf("throws", () => {
          throw new Error("it broke");
        }),
        toolOf("refuses", () => ({ ...textOutput("not today"), isError: true })),
      ];
      const readings = Array.from({ length: 12 }, (_, index) => ({
        id: `toolu_r${index}`,
        name: "reading",
        input: {},
      }));
      const others = ["photo", "throws", "refuses"].map((name) => ({ id: `toolu_${name}`, name, input: {} }));
      s.server.reply({ toolCalls: [...readings, ...others] }, { text: "seen" });
      const { result, requests, events } = await s.turn({ prompt: "go", extraTools: tools });
      check.equal(result.text, "seen", `reply (${result.error?.message})`);
      check.equal(most, 8, "readings at once, of twelve");
      const results = resultsOf(requests[1]);
      check.deepEqual(results.get("toolu_photo")?.images, [picture], "the picture");
      check.deepEqual(
        [...results.values()].filter((one) => one.isError).map((one) => one.id),
        ["toolu_throws", "toolu_refuses"],
        "errors on the wire",
      );
      check.includes(results.get("toolu_throws")?.text ?? "", "it broke", "what the failure says");
      check.deepEqual(
        eventsOf(events, "tool-result")
          .filter(({ isError }) => isError)
          .map(({ toolName }) => toolName),
        ["throws", "refuses"],
        "errors in the events",
      );
    },
  }),
];

/** What a caller is shown of tool results: whether, how much, in which form, and never the bulk. */
import type { TurnRequest } from "../../src/kernel/request.ts";
import { textOf } from "../../src/sessions/message.ts";
import { resultsOf } from "../on-wire.ts";
import { eventsOf, pngOf, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Stage } from "../stage.ts";

/** What `onToolResult` is told of two calls: one that gives an output, one that fails. */
async function told(s: Stage, request: TurnRequest): Promise<readonly string[]> {
  const texts: string[] = [];
  s.server.reply(
    {
      toolCalls: [
        { id: "toolu_1", name: "look", input: { path: "a.txt" } },
        { id: "toolu_2", name: "fail", input: {} },
      ],
    },
    { text: "ok" },
  );
  await s.turn({
    prompt: "go",
    extraTools: [
      toolOf("look", () => textOutput("three `ticks`")),
      toolOf("fail", () => {
        throw new Error("no such place");
      }),
    ],
    onToolResult: ({ text }) => void texts.push(text),
    ...request,
  });
  return texts;
}

export const toolOutputScenarios = [
  scenario({
    id: "TOOL-07",
    name: "functions decide at each result, levels are their defaults, and the form is the caller's",
    run: async ({ stage, check }) => {
      const s = await stage();
      const full = ["three `ticks`", "no such place"];
      const results = ["look a.txt", "fail failed:\nno such place"];
      check.deepEqual(await told(s, {}), full, "by default");
      check.deepEqual(await told(s, { verboseLevel: "full" }), full, "full");
      check.deepEqual(await told(s, { verboseLevel: "on" }), results, "on");
      check.deepEqual(await told(s, { verboseLevel: "off" }), [], "off");
      let asked = 0;
      check.deepEqual(
        await told(s, { verboseLevel: "off", shouldEmitToolResult: () => ++asked === 2 }),
        ["fail failed:\nno such place"],
        "a function counts more than the level, and is asked anew",
      );
      check.equal(asked, 2, "once for each result");
      check.deepEqual(
        await told(s, { verboseLevel: "on", shouldEmitToolOutput: () => true }),
        full,
        "the other function",
      );
      check.deepEqual(
        await told(s, { toolResultFormat: "markdown" }),
        ["**look** `a.txt`\n\n```\nthree `ticks`\n```", "**fail**\n\n```\nno such place\n```"],
        "as Markdown",
      );
      check.deepEqual(
        await told(s, { toolResultFormat: "plain" }),
        ["look a.txt\nthree `ticks`", "fail failed:\nno such place"],
        "as plain text",
      );
      check.deepEqual(
        await told(s, { toolResultFormat: "markdown", verboseLevel: "on" }),
        ["**look** `a.txt`", "**fail**\n\n```\nno such place\n```"],
        "as Markdown without the output",
      );
    },
  }),
  scenario({
    id: "TOOL-07",
    name: "events and callbacks carry 8,000 characters of an output and 400 of an error; model and transcript get the whole",
    run: async ({ stage, check }) => {
      const s = await stage();
      const image = await pngOf(8, 8);
      const long = "0123456789".repeat(3_000);
      const texts: string[] = [];
      s.server.reply(
        {
          toolCalls: [
            { id: "toolu_long", name: "long", input: {} },
            { id: "toolu_fail", name: "fail", input: {} },
            { id: "toolu_image", name: "image", input: {} },
          ],
        },
        { text: "ok" },
      );
      const { events, requests, result } = await s.turn({
        prompt: "go",
        extraTools: [
          toolOf("long", (_input, context) => {
            context.onUpdate([{ type: "text", text: long }]);
            return textOutput(long);
          }),
          toolOf("fail", () => {
            throw new Error(long);
          }),
          toolOf("image", () => ({ content: [{ type: "image", mimeType: "image/png", data: image }] })),
        ],
        onToolResult: ({ text }) => void texts.push(text),
      });
      const shown = eventsOf(events, "tool-result").map((event) => textOf(event));
      check.within(shown[0]?.length ?? 0, 7_900, 8_000, "characters of the output");
      check.within(shown[1]?.length ?? 0, 300, 400, "characters of the error");
      check.match(shown[2] ?? "", /^\[image\/png, \d+ bytes\]$/, "the image");
      check.deepEqual(texts, shown, "the callback");
      const [progress] = eventsOf(events, "tool-progress");
      check.within(progress === undefined ? 0 : textOf(progress).length, 7_900, 8_000, "progress");
      const sent = resultsOf(requests[1]);
      check.equal(sent.get("toolu_long")?.text, long, "the model's result");
      check.includes(sent.get("toolu_fail")?.text ?? "", long, "the model's error");
      check.deepEqual(sent.get("toolu_image")?.images, [image], "the model's image");
      const kept = s.tandem.sessions
        .entries(result.sessionId ?? "")
        .filter(({ type }) => type === "tool_result");
      check.includes(JSON.stringify(kept), long, "the transcript");
      check.includes(JSON.stringify(kept), image, "its image");
    },
  }),
];

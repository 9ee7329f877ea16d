/** The transcript: what it keeps, and that any engine can take it over at any turn. */
import type { Entry } from "../../src/sessions/entry.ts";
import type { Check } from "../check.ts";
import { lineOf, partsOf, resultsOf } from "../on-wire.ts";
import { pngOf, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { CapturedRequest } from "../wire/model-server.ts";

export const sessionScenarios = [
  scenario({
    id: "SESS-01",
    name: "the transcript is append-only and each answer names its engine, provider, model, profile, usage and cost",
    run: async ({ stage, check, engine }) => {
      const s = await stage();
      const key = sessionKey("transcript");
      const image = await pngOf(4, 4);
      s.server.reply(
        {
          reasoning: "think",
          text: "Calling.",
          toolCalls: [{ id: "toolu_1", name: "act", input: { a: [1, { b: "ü" }] } }],
        },
        { text: "Done.", usage: { input: 11, output: 7, cacheRead: 5, cacheWrite: 3 } },
      );
      const first = await s.turn({
        prompt: "Act.",
        images: [{ data: image, mimeType: "image/png" }],
        sessionKey: key,
        thinking: "low",
        extraTools: [toolOf("act", () => textOutput("acted"))],
      });
      check.equal(first.result.status, "completed", "status");
      const before = s.tandem.sessions.entries(key);
      check.deepEqual(
        before.filter((entry) => entry.type !== "change").map((entry) => entry.type),
        ["user", "assistant", "tool_result", "assistant"],
        "kinds of entries",
      );
      const [user, call, result, last] = before.filter((entry) => entry.type !== "change");
      check.deepEqual(
        user?.type === "user" ? user.message.content.map((block) => block.type).sort() : [],
        ["image", "text"],
        "the user's message",
      );
      check.ok(
        user?.type === "user" &&
          user.message.content.some((block) => block.type === "image" && block.data === image),
        "the image comes back byte by byte",
      );
      const answers = [call, last].filter((entry) => entry?.type === "assistant");
      check.equal(answers.length, 2, "answers");
      check.deepEqual(
        answers[0]?.message.content.map(({ type, ...block }) =>
          type === "thinking" ? { type } : { type, ...block },
        ),
        [
          { type: "thinking" },
          { type: "text", text: "Calling." },
          { type: "tool-call", id: "toolu_1", name: "act", input: { a: [1, { b: "ü" }] } },
        ],
        "the first answer's blocks",
      );
      check.equal(
        result?.type === "tool_result" && result.message.toolCallId,
        "toolu_1",
        "the result's call",
      );
      for (const entry of answers) {
        const { origin } = entry.message;
        check.equal(origin.runtime, engine.runtime, "engine");
        check.equal(origin.provider, "anthropic", "provider");
        check.equal(origin.model, "claude-sonnet-4-5", "model");
        check.equal(origin.profile, first.result.profile, "profile");
        check.ok(typeof entry.message.costUsd === "number" && entry.message.costUsd > 0, "cost");
        check.equal(entry.runId, first.result.runId, "run");
      }
      check.deepEqual(
        answers[1]?.message.usage,
        { input: 11, output: 7, cacheRead: 5, cacheWrite: 3, reasoning: 0 },
        "usage",
      );
      checkChain(before, check);

      await s.turn({ prompt: "Again.", sessionKey: key });
      s.server.reply({ status: 500 });
      await s.turn({ prompt: "And fail.", sessionKey: key });
      await s.reopen();
      const after = s.tandem.sessions.entries(key);
      check.deepEqual(
        after.slice(0, before.length),
        before,
        "earlier entries, after later turns and a restart",
      );
      checkChain(after, check);
      check.equal(s.tandem.sessions.get(key)?.entryCount, after.length, "entries counted on the session");
      check.equal(s.tandem.sessions.get(key)?.headId, after.at(-1)?.id, "head of the session");
    },
  }),

  scenario({
    id: ["SESS-02", "SESS-01"],
    name: "six turns that change the engine each time: the last request holds everything, in order, each once",
    mode: "together",
    run: async ({ stage, check, engines, note }) => {
      const s = await stage();
      const key = sessionKey("alternating");
      const image = await pngOf(6, 6);
      const expected: string[] = [];
      let last: CapturedRequest | undefined;
      for (let turn = 1; turn <= 6; turn++) {
        const engine = engines[(turn - 1) % engines.length]!;
        const id = `toolu_turn_${turn}`;
        const fails = turn % 3 === 0;
        s.server.reply(
          {
            reasoning: `thought ${turn}`,
            text: `plan ${turn}`,
            toolCalls: [{ id, name: "act", input: { turn } }],
          },
          { text: `answer ${turn}` },
        );
        const { result, requests } = await s.turn({
          prompt: `question ${turn}`,
          ...(turn === 1 ? { images: [{ data: image, mimeType: "image/png" }] } : {}),
          runtime: engine.runtime,
          sessionKey: key,
          thinking: "low",
          extraTools: [
            toolOf("act", () => {
              if (fails) throw new Error(`broken ${turn}`);
              return textOutput(`result ${turn}`);
            }),
          ],
        });
        check.equal(result.status, "completed", `turn ${turn} on ${engine.id}: ${result.error?.message}`);
        check.equal(result.runtime, engine.runtime, `turn ${turn}: engine that ran`);
        check.equal(requests.length, 2, `turn ${turn}: requests`);
        const prompt = partsOf(requests[0]).filter(
          (part) => part.role === "user" && part.kind !== "tool-result",
        );
        expected.push(...prompt.slice(turn === 1 ? -2 : -1).map(lineOf));
        expected.push(
          `assistant:text:plan ${turn}`,
          `assistant:tool-call:act:{"turn":${turn}}`,
          `user:tool-result:${fails ? `error:broken ${turn}` : `result ${turn}`}`,
        );
        last = requests[1];
        if (turn < 6) expected.push(`assistant:text:answer ${turn}`);
      }
      check.deepEqual(
        expected.slice(0, 2).sort(),
        [`user:image:${image}`, "user:text:question 1"].sort(),
        "turn 1",
      );
      const lines = partsOf(last)
        .filter((part) => part.kind !== "thinking")
        .map(lineOf);
      check.deepEqual(lines, expected, "the last request of turn 6");
      const calls = partsOf(last).filter((part) => part.kind === "tool-call");
      check.deepEqual(
        calls.map((part) => part.id),
        [...resultsOf(last).keys()],
        "each call has its result under its own id",
      );
      const entries = s.tandem.sessions.entries(key);
      checkChain(entries, check);
      check.equal(
        entries.filter((entry) => entry.type === "change").length >= (engines.length > 1 ? 5 : 0),
        true,
        "changes of the engine are in the transcript",
      );
      note(`${engines.map((engine) => engine.id).join("↔")}, ${lines.length} parts`);
    },
  }),

  scenario({
    id: "SESS-02",
    name: "another engine's call ids, images in results and errors reach the next engine as they were",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage();
      const image = await pngOf(5, 5, "#aa2200");
      for (const from of engines) {
        for (const to of engines) {
          const key = sessionKey(`${from.id}-${to.id}`);
          const tools = [
            toolOf("photo", () => ({
              content: [
                { type: "text", text: "a photo" },
                { type: "image", data: image, mimeType: "image/png" },
              ],
            })),
            toolOf("fail", () => ({ content: [{ type: "text", text: "no such thing" }], isError: true })),
          ];
          s.server.reply(
            {
              toolCalls: [
                { id: "toolu_photo", name: "photo", input: {} },
                { id: "toolu_fail", name: "fail", input: {} },
              ],
            },
            { text: "Two things happened." },
          );
          await s.turn({ prompt: "Go.", runtime: from.runtime, sessionKey: key, extraTools: tools });
          const next = await s.turn({
            prompt: "Next.",
            runtime: to.runtime,
            sessionKey: key,
            extraTools: tools,
          });
          const what = `${from.id} to ${to.id}`;
          check.deepEqual(
            partsOf(next.requests[0]).map(lineOf),
            [
              "user:text:Go.",
              "assistant:tool-call:photo:{}",
              "assistant:tool-call:fail:{}",
              `user:tool-result:a photo:image:${image}`,
              "user:tool-result:error:no such thing",
              "assistant:text:Two things happened.",
              "user:text:Next.",
            ],
            what,
          );
        }
      }
    },
  }),
];

function checkChain(entries: readonly Entry[], check: Check): void {
  check.deepEqual(
    entries.map((entry) => entry.seq),
    entries.map((_, index) => index + 1),
    "sequence without gaps",
  );
  check.deepEqual(
    entries.map((entry) => entry.parentId),
    entries.map((_, index) => entries[index - 1]?.id ?? null),
    "each entry follows the one before it",
  );
}

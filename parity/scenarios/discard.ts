import { eventsOf, gate, sessionKey, shownText, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

export const discardScenarios = [
  scenario({
    id: "FAIL-15",
    name: "a stream that dies after it showed something takes it back, and the history keeps none of it",
    run: async ({ stage, check }) => {
      const s = await stage();
      for (const [name, last, reply] of [
        ["a cut", "text-delta", { cut: "after-first-delta", text: ["half of ", "it"] }],
        ["a cut after a block", "text-end", { cut: "after-block", text: ["a whole ", "block"] }],
        ["a missing end", "text-delta", { end: "after-first-delta", text: ["half of ", "it"] }],
        [
          "an error event",
          "text-delta",
          {
            sseError: { type: "api_error", message: "Internal failure", at: "after-first-delta" },
            text: ["half of ", "it"],
          },
        ],
        [
          "a cut in a call's arguments",
          "tool-input-delta",
          { cut: "in-tool-json", toolCalls: [{ name: "act", input: { path: "some/where" } }] },
        ],
      ] as const) {
        let acted = 0;
        const blocks: string[] = [];
        const key = sessionKey(name.replaceAll(/\W/g, "-"));
        const shown = gate();
        s.server.reply({ ...reply, until: shown.open });
        const { result, events, names } = await s.turn({
          prompt: "go",
          sessionKey: key,
          onBlockReply: (block) => blocks.push(block.text),
          onAgentEvent: (event) => {
            if (event.type === last) shown.release();
          },
          extraTools: [
            toolOf("act", () => {
              acted += 1;
              return textOutput("acted");
            }),
          ],
        });
        check.equal(result.status, "failed", `${name}: status`);
        check.equal(result.text, "", `${name}: text of the result`);
        check.equal(acted, 0, `${name}: tool calls that ran`);
        check.equal(shownText(events), "", `${name}: text that stays`);
        const discarded = check.present(
          eventsOf(events, "attempt.discarded")[0],
          `${name}: it is taken back`,
        );
        const blockIds = events.flatMap((event) =>
          event.type === "text-start"
            ? [event.id]
            : event.type === "tool-input-start"
              ? [event.toolCallId]
              : [],
        );
        check.deepEqual([...discarded.blockIds].sort(), blockIds.sort(), `${name}: every block is named`);
        check.equal(discarded.attempt, result.attempts.at(-1)?.index, `${name}: its attempt`);
        check.ok(
          names.indexOf("attempt.discarded") > names.lastIndexOf("text-delta"),
          `${name}: nothing of it comes later`,
        );
        check.equal(new Set(blocks).size, blocks.length, `${name}: no block twice`);
        check.equal(result.attempts.length, 1, `${name}: attempts`);

        s.server.reply({ text: "clean" });
        const next = await s.turn({ prompt: "and now?", sessionKey: key });
        check.equal(next.result.text, "clean", `${name}: the next turn`);
        const body = next.requests[0]?.rawBody ?? "";
        check.excludes(body, "half of ", `${name}: in the next request`);
        check.excludes(body, "a whole ", `${name}: in the next request`);
      }
    },
  }),

  scenario({
    id: ["FAIL-15", "FAIL-14"],
    name: "a reply that is asked for again reaches its reader once, in events and in block replies",
    run: async ({ stage, check }) => {
      const s = await stage({ config: { retries: { max: 1, baseMs: 0 } } });
      const shown = gate();
      const blocks: string[] = [];
      const partials: string[] = [];
      const key = sessionKey("again");
      s.server.reply(
        { cut: "after-block", text: ["All ", "of it."], until: shown.open },
        { text: ["All ", "of it."] },
      );
      const { result, events, requests } = await s.turn({
        prompt: "go",
        sessionKey: key,
        onBlockReply: (block) => blocks.push(block.text),
        onPartialReply: (reply) => partials.push(reply.text),
        onAgentEvent: (event) => {
          if (event.type === "text-end") shown.release();
        },
      });
      check.equal(result.status, "completed", `status (${result.error?.message})`);
      check.equal(result.text, "All of it.", "reply");
      check.equal(requests.length, 2, "requests");
      check.deepEqual(
        result.attempts.map((attempt) => attempt.outcome),
        ["discarded", "ok"],
        "attempts",
      );
      check.equal(eventsOf(events, "attempt.discarded").length, 1, "attempts taken back");
      check.equal(shownText(events), "All of it.", "text that stays");
      check.deepEqual(blocks, ["All of it."], "block replies");
      check.equal(partials.at(-1), "All of it.", "last partial reply");
      const answers = s.tandem.sessions
        .entries(key)
        .filter((entry) => entry.type === "assistant" && entry.message.stop === "stop");
      check.equal(answers.length, 1, "answers in the transcript");
    },
  }),
];

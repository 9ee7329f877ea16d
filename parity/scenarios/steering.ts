/** Messages sent while a turn runs. */
import { lineOf, partsOf } from "../on-wire.ts";
import { eventsOf, gate, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Stage, StartedTurn } from "../stage.ts";

export const steeringScenarios = [
  scenario({
    id: "LANE-03",
    name: "a message sent during the first of three tool calls is in the request after it, and in the transcript",
    run: async ({ stage, check, engine }) => {
      const s = await stage();
      const key = sessionKey("steer");
      s.server.reply(
        ...[1, 2, 3].map((n) => ({ toolCalls: [{ id: `toolu_${n}`, name: "act", input: { n } }] })),
        { text: "All done." },
      );
      const outcomes: unknown[] = [];
      const act = toolOf("act", ({ n }) => {
        if (n === 1) {
          for (const prompt of ["Mind the gap.", "And hurry."]) {
            const sent = s.tandem.send({ sessionKey: key, prompt, runtime: engine.runtime });
            void sent.outcome.then((outcome) => outcomes.push({ ...outcome, id: sent.id }));
          }
        }
        return textOutput(`result ${n}`);
      });
      const turn = await s.turn({ prompt: "Act thrice.", sessionKey: key, extraTools: [act] });
      check.equal(turn.result.text, "All done.", turn.result.error?.message ?? "reply");
      check.equal(turn.requests.length, 4, "requests");
      const expected = [
        "user:text:Act thrice.",
        'assistant:tool-call:act:{"n":1}',
        "user:tool-result:result 1",
        "user:text:Mind the gap.",
        "user:text:And hurry.",
        'assistant:tool-call:act:{"n":2}',
        "user:tool-result:result 2",
        'assistant:tool-call:act:{"n":3}',
        "user:tool-result:result 3",
      ];
      for (const [index, parts] of [5, 7, 9].entries()) {
        const sent = partsOf(turn.requests[index + 1]).map(lineOf);
        check.deepEqual(sent, expected.slice(0, parts), `request ${index + 2}`);
      }
      const told = eventsOf(turn.events, "steering");
      check.deepEqual(
        told.map((event) => event.outcome),
        ["steered", "steered"],
        "steering events",
      );
      check.deepEqual(
        outcomes,
        told.map(({ messageId }) => ({ outcome: "steered", runId: turn.result.runId, id: messageId })),
        "what became of the messages",
      );
      check.equal(turn.result.userMessageCount, 3, "user messages");
      const entries = s.tandem.sessions.entries(key).filter((entry) => entry.type !== "change");
      check.deepEqual(
        entries.map((entry) => `${entry.type} ${entry.runId === turn.result.runId}`),
        [
          "user",
          "assistant",
          "tool_result",
          "user",
          "user",
          "assistant",
          "tool_result",
          "assistant",
          "tool_result",
          "assistant",
        ].map((type) => `${type} true`),
        "transcript",
      );
      const next = await s.turn({ prompt: "Next.", sessionKey: key });
      check.deepEqual(
        partsOf(next.requests[0]).map(lineOf),
        [...expected, "assistant:text:All done.", "user:text:Next."],
        "the next turn's history",
      );
    },
  }),

  scenario({
    id: "LANE-03",
    name: "messages that find no further model call become the next turn, before those that wait, and say so",
    run: async ({ stage, check, engine }) => {
      // Turns that `send` starts are counted here: three in each.
      const s = await stage({ accounting: false });
      const key = sessionKey("late");
      const first = await held(s, key, "Go.");
      const common = { sessionKey: key, runtime: engine.runtime };
      const followup = s.tandem.send({ ...common, prompt: "Last." }, { mode: "followup" });
      check.equal((await followup.outcome).outcome, "queued", "a follow-up during a turn");
      const late = ["One.", "Two."].map((prompt) => s.tandem.send({ ...common, prompt }));
      first.release();
      const turn = await first.turn.done;
      const outcomes = await Promise.all(late.map((message) => message.outcome));
      check.equal(turn.result.text, "The answer.", "the first turn's own reply");
      check.deepEqual(
        outcomes.map(({ outcome, reason }) => [outcome, /a separate turn/.test(reason ?? "")]),
        [
          ["started", true],
          ["started", true],
        ],
        "late messages",
      );
      check.ok(
        outcomes[0]!.runId === outcomes[1]!.runId && outcomes[0]!.runId !== turn.result.runId,
        "one new run",
      );
      check.deepEqual(
        eventsOf(turn.events, "steering").map((event) => event.outcome),
        ["queued", "started", "started"],
        "steering events of the first turn",
      );
      check.equal((await late[0]!.result)?.status, "completed", "its result");
      check.equal((await followup.result)?.status, "completed", "the follow-up's result");
      check.deepEqual(userTexts(s, key), ["Go.", "One.\n\nTwo.", "Last."], "order");
      check.equal(s.server.requests.length, 3, "requests");
    },
  }),

  scenario({
    id: "LANE-03",
    name: "collect gathers what comes during a turn into one, with older messages shortened; interrupt takes the turn's place",
    run: async ({ stage, check, engine }) => {
      // Turns that `send` starts are counted here: three in each.
      const s = await stage({ accounting: false });
      const key = sessionKey("modes");
      const common = { sessionKey: key, runtime: engine.runtime };
      const first = await held(s, key, "Go.");
      const gathered = Array.from({ length: 22 }, (_, index) =>
        s.tandem.send({ ...common, prompt: `note ${index + 1} ${"x".repeat(200)}` }, { mode: "collect" }),
      );
      const urgent = s.tandem.send({ ...common, prompt: "Stop!" }, { mode: "interrupt" });
      const stopped = await first.turn.done;
      check.equal(stopped.result.status, "aborted", "the interrupted turn");
      check.match(stopped.result.error?.message ?? "", /interrupted/, "its error");
      check.deepEqual(
        eventsOf(stopped.events, "steering").map((event) => [event.outcome, event.messageId === urgent.id]),
        [["started", true]],
        "its steering events",
      );
      check.equal((await urgent.outcome).outcome, "started", "the interrupting message");
      check.equal((await urgent.result)?.status, "completed", "its turn");
      const outcomes = await Promise.all(gathered.map((message) => message.outcome));
      check.ok(
        outcomes.every(({ outcome, runId }) => outcome === "started" && runId === outcomes[0]!.runId),
        "gathered messages share a turn",
      );
      check.equal((await gathered[0]!.result)?.status, "completed", "their turn");
      const [, , text = ""] = userTexts(s, key);
      check.match(
        text,
        /^2 earlier messages, shortened:\n- note 1 x{50,200}…\n- note 2 x+…\n\nnote 3 /,
        "shortened",
      );
      check.equal(text.match(/note \d+ /g)?.length, 22, "every message is there");
      check.equal(s.server.requests.length, 3, "requests");
    },
  }),

  scenario({
    id: "LANE-03",
    name: "without a turn every mode starts one; what cannot be sent is rejected with the reason",
    mode: "together",
    run: async ({ stage, check, engine }) => {
      const s = await stage({ accounting: false });
      const common = { runtime: engine.runtime };
      for (const mode of ["steer", "followup", "collect", "interrupt"] as const) {
        const sent = s.tandem.send({ ...common, sessionKey: sessionKey(mode), prompt: mode }, { mode });
        check.equal((await sent.outcome).outcome, "started", mode);
        check.equal((await sent.result)?.status, "completed", mode);
      }
      const refused = async (request: object, mode: "steer" | "interrupt", code: string) => {
        const sent = s.tandem.send({ ...common, sessionKey: sessionKey("modes"), ...request }, { mode });
        const { outcome, error, reason } = await sent.outcome;
        check.deepEqual(
          [outcome, error?.code, reason === error?.message],
          ["rejected", code, true],
          `${mode} ${code}`,
        );
        check.equal(await sent.result, null, "result");
      };
      const working = await held(s, sessionKey("modes"), "Go.");
      await refused({ prompt: " " }, "steer", "prompt_missing");
      await refused({ prompt: "hi", model: "no/such-model" }, "interrupt", "unknown_model");
      check.equal(
        s.tandem.runs.get(working.turn.stream.runId)?.status,
        "running",
        "a bad interruption stops nothing",
      );
      const unsent = s.tandem.send({ ...common, sessionKey: sessionKey("modes"), prompt: "late" });
      working.turn.stream.abort();
      const { outcome, reason } = await unsent.outcome;
      check.deepEqual(
        [outcome, /stopped/.test(reason ?? "")],
        ["rejected", true],
        "steering a turn that is stopped",
      );
      const gathered = s.tandem.send(
        { ...common, sessionKey: sessionKey("end"), prompt: "late" },
        { mode: "collect" },
      );
      await s.tandem.close();
      check.equal((await gathered.outcome).error?.code, "shutting_down", "gathered when Tandem closes");
      await refused({ prompt: "hi" }, "steer", "shutting_down");
    },
  }),
];

/** A turn whose answer has begun and continues when released. */
async function held(
  s: Stage,
  key: string,
  prompt: string,
): Promise<{ readonly turn: StartedTurn; release(): void }> {
  const hold = gate();
  s.server.reply({ text: ["The ", "answer."], hold: { afterDeltas: 1, until: hold.open } });
  const turn = s.start({ prompt, sessionKey: key });
  const begun = (async () => {
    for await (const event of s.tandem.events.follow(turn.stream.runId))
      if (event.type === "text-delta") return;
  })();
  await turn.until(begun);
  return { turn, release: hold.release };
}

function userTexts(s: Stage, key: string): string[] {
  return s.tandem.sessions
    .entries(key)
    .flatMap((entry) => (entry.type === "user" ? entry.message.content : []))
    .flatMap((block) => (block.type === "text" ? [block.text] : []));
}

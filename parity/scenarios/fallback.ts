/** Going on with another model or another engine: where it is configured, from where the turn stood, and told. */
import type { TandemEvent } from "../../src/events/event.ts";
import { PLAIN_MODEL } from "../engines.ts";
import { fastClock } from "../faults/clock.ts";
import { conversationOf } from "../faults/conversation.ts";
import { bodyOf } from "../on-wire.ts";
import { eventsOf, sessionKey, shownText, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Reply } from "../wire/model-server.ts";

const HAIKU = "anthropic/claude-haiku-4-5";
const OPUS = "anthropic/claude-opus-4-5";
const MINUTE = 60_000;

/** The model says something, acts, and fails while it talks about the result; whoever takes over finishes. */
const TOOL_LOOP: readonly Reply[] = [
  { text: ["I will ", "act."], toolCalls: [{ name: "act", input: { n: 1 } }] },
  { cut: "after-block", text: "Half a report." },
  { text: "All is done." },
];
const LOOP_TEXT = "I will act.All is done.";
const LOOP_HISTORY = ["user: Please act.", "assistant: I will act.", 'call: act {"n":1}', "result: acted"];

function counter() {
  let runs = 0;
  const tool = toolOf("act", () => {
    runs += 1;
    return textOutput("acted");
  });
  return { tool, runs: () => runs };
}

/** Text as it came to a reader who is never told to take anything back: block replies. */
function deltas(events: readonly TandemEvent[]): string {
  return eventsOf(events, "text-delta")
    .map((event) => event.delta)
    .join("");
}

export const fallbackScenarios = [
  scenario({
    id: "FAIL-06",
    name: "a model that fails in the middle of a tool loop is taken over from the transcript: no tool twice, no text twice",
    run: async ({ stage, check }) => {
      const s = await stage({ config: { fallbacks: { models: [HAIKU] } } });
      const act = counter();
      const key = sessionKey("loop");
      s.server.reply(...TOOL_LOOP);
      const { result, events, requests } = await s.turn({
        prompt: "Please act.",
        sessionKey: key,
        extraTools: [act.tool],
      });
      check.equal(result.status, "completed", `status (${result.error?.message})`);
      check.equal(result.text, "All is done.", "reply");
      check.equal(act.runs(), 1, "runs of the tool");
      check.equal(shownText(events), LOOP_TEXT, "text that stays");
      check.equal(deltas(events).split("I will act.").length, 2, "times the first text was shown");
      check.deepEqual(
        requests.map((request) => bodyOf(request).model),
        ["claude-sonnet-4-5", "claude-sonnet-4-5", "claude-haiku-4-5"],
        "models asked",
      );
      check.deepEqual(conversationOf(requests[2]!), LOOP_HISTORY, "what the second model was given");
      check.equal(result.model, "claude-haiku-4-5", "model in the result");
      const [fallback] = eventsOf(events, "fallback");
      check.equal(fallback?.to.model, "claude-haiku-4-5", "fallback told");
      check.equal(fallback?.reason, "network", "reason told");

      s.server.reply({ text: "Yes." });
      const next = await s.turn({ prompt: "Really?", sessionKey: key, extraTools: [act.tool] });
      check.deepEqual(
        conversationOf(next.requests[0]!),
        [...LOOP_HISTORY, "assistant: All is done.", "user: Really?"],
        "history of the next turn",
      );
      check.equal(act.runs(), 1, "runs of the tool after the next turn");
    },
  }),

  scenario({
    id: ["FAIL-07", "FAIL-06"],
    name: "an engine that fails in the middle of a tool loop is taken over by the other, in both directions",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      for (const from of engines) {
        for (const to of engines.filter((engine) => engine !== from)) {
          const what = `${from.id} to ${to.id}`;
          const s = await stage({
            config: { fallbacks: { runtimes: [to.runtime].filter((kind) => kind !== "recipe") } },
          });
          const act = counter();
          const key = sessionKey(`loop-${from.id}`);
          s.server.reply(...TOOL_LOOP);
          const { result, events, requests } = await s.turn({
            runtime: from.runtime,
            prompt: "Please act.",
            sessionKey: key,
            extraTools: [act.tool],
          });
          check.equal(result.status, "completed", `${what}: status (${result.error?.message})`);
          check.equal(result.runtime, to.runtime, `${what}: engine that finished`);
          check.equal(act.runs(), 1, `${what}: runs of the tool`);
          check.equal(shownText(events), LOOP_TEXT, `${what}: text that stays`);
          check.equal(requests.length, 3, `${what}: requests`);
          check.deepEqual(conversationOf(requests[2]!), LOOP_HISTORY, `${what}: what the other was given`);
          check.deepEqual(
            result.attempts.map((attempt) => attempt.runtime),
            [from.runtime, from.runtime, to.runtime],
            `${what}: engines of the attempts`,
          );
          const [fallback] = eventsOf(events, "fallback");
          check.equal(
            `${fallback?.from.runtime} ${fallback?.to.runtime}`,
            `${from.runtime} ${to.runtime}`,
            `${what}: told`,
          );
          for (const engine of engines) {
            const history = conversationOf(
              (
                await s.turn({
                  runtime: engine.runtime,
                  prompt: "Really?",
                  sessionKey: key,
                  extraTools: [act.tool],
                })
              ).requests[0]!,
            );
            check.deepEqual(
              history.slice(0, 5),
              [...LOOP_HISTORY, "assistant: All is done."],
              `${what}: history on ${engine.id}`,
            );
          }
          check.equal(act.runs(), 1, `${what}: runs of the tool in the end`);
        }
      }
    },
  }),

  scenario({
    id: "FAIL-07",
    name: "no engine takes over unless the config names it, and one that cannot run the turn is recorded as skipped",
    run: async ({ stage, check, engine }) => {
      const other = engine.runtime === "pi" ? "claude" : "pi";
      const plain = await stage();
      plain.server.reply({ status: 500 });
      const alone = await plain.turn({ prompt: "hi" });
      check.equal(alone.result.error?.kind, "server_error", "without a fallback engine");
      check.equal(alone.result.runtime, engine.runtime, "engine");
      check.equal(alone.requests.length, 1, "requests");

      const s = await stage({ config: { fallbacks: { runtimes: [other] } } });
      s.server.respond(() => ({ status: 500 }));
      const model = "openai/gpt-5";
      if (other === "claude") {
        const { result, requests } = await s.turn({ prompt: "hi", model, runtime: "pi" });
        check.equal(requests.length, 1, "requests");
        check.deepEqual(
          result.attempts.map((attempt) => `${attempt.runtime} ${attempt.outcome}`),
          ["pi failed", "claude skipped"],
          "attempts",
        );
        check.match(
          result.attempts[1]?.message ?? "",
          /claude engine cannot run openai\/gpt-5/,
          "why it was skipped",
        );
      } else {
        const { result } = await s.turn({ prompt: "hi" });
        check.deepEqual(
          result.attempts.map((attempt) => `${attempt.runtime} ${attempt.outcome}`),
          ["claude failed", "pi failed"],
          "attempts",
        );
      }
    },
  }),

  scenario({
    id: "FAIL-06",
    name: "the chain is the requested model, the fallbacks, then the configured primary, each once; when all fail, all are named",
    run: async ({ stage, check }) => {
      const s = await stage({ config: { model: OPUS, fallbacks: { models: [HAIKU, PLAIN_MODEL, HAIKU] } } });
      s.server.respond(() => ({ status: 500 }));
      const { result, requests } = await s.turn({ prompt: "hi", model: PLAIN_MODEL });
      const models = ["claude-sonnet-4-5", "claude-haiku-4-5", "claude-opus-4-5"];
      check.deepEqual(
        requests.map((request) => bodyOf(request).model),
        models,
        "models asked",
      );
      check.deepEqual(
        result.attempts.map((attempt) => attempt.model),
        models,
        "attempts",
      );
      check.match(result.error?.message ?? "", /^All models failed \(3\): /, "message");
      for (const model of models) {
        check.match(
          result.error?.message ?? "",
          new RegExp(`anthropic/${model}: [^|]+ \\(server_error\\)`),
          model,
        );
      }
      check.equal(result.error?.kind, "server_error", "kind");

      s.server.respond((request) =>
        bodyOf(request).model === "claude-haiku-4-5" ? { text: "from the fallback" } : { status: 500 },
      );
      const asked = await s.turn({ prompt: "hi", model: PLAIN_MODEL, fallbackModels: [OPUS] });
      check.equal(asked.requests.length, 2, "requests with fallbacks of the request's own");
      check.equal(asked.result.status, "failed", "a fallback that the request does not name");
    },
  }),

  scenario({
    id: "FAIL-06",
    name: "a model whose profiles all rest is skipped and recorded, and the primary is probed near its window's end",
    run: async ({ stage, check }) => {
      const clock = fastClock(1);
      const s = await stage({ clock, config: { fallbacks: { models: [HAIKU] } } });
      const primary = () =>
        s.server.requests.filter((one) => bodyOf(one).model === "claude-sonnet-4-5").length;
      s.server.respond((request) =>
        bodyOf(request).model === "claude-haiku-4-5"
          ? { text: "from the fallback" }
          : { status: 429, headers: { "retry-after": "600" } },
      );
      const ask = (name: string) => s.turn({ prompt: "hi", sessionKey: sessionKey(name) });
      check.equal((await ask("one")).result.text, "from the fallback", "the turn that met the limit");
      const { result, requests } = await ask("two");
      check.equal(result.text, "from the fallback", "a turn while it rests");
      check.equal(requests.length, 1, "requests while it rests");
      check.deepEqual(
        result.attempts.map((attempt) => `${attempt.model} ${attempt.outcome} ${attempt.reason}`),
        ["claude-sonnet-4-5 skipped rate_limit", "claude-haiku-4-5 ok null"],
        "attempts",
      );
      clock.skip(9 * MINUTE);
      await ask("three");
      check.equal(primary(), 2, "requests to the primary: probed in its last two minutes");
      await ask("four");
      check.equal(primary(), 2, "no second probe within 30 seconds");
    },
  }),
];

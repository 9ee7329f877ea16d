/** What a caller may limit, change or switch off in a turn. */
import { resultsOf, toolNamesOf } from "../on-wire.ts";
import { sessionKey, shownText, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

const HI = { prompt: "hi" } as const;

export const limitScenarios = [
  scenario({
    id: "TURN-12",
    name: "maxTurns ends a turn after that many model calls, with its history whole",
    run: async ({ stage, check }) => {
      const s = await stage();
      s.server.respond((request) => ({
        toolCalls: [{ id: `toolu_${request.index}`, name: "again", input: {} }],
      }));
      let ran = 0;
      const tool = toolOf("again", () => {
        ran += 1;
        return textOutput(`done ${ran}`);
      });
      const key = sessionKey("limit");
      const { result, requests } = await s.turn({ ...HI, sessionKey: key, maxTurns: 2, extraTools: [tool] });
      check.equal(result.status, "incomplete", "status");
      check.equal(result.stopReason, "max_turns", "stop reason");
      check.equal(result.error?.code, "max_turns", "error code");
      check.equal(requests.length, 2, "requests");
      check.equal(result.turnCount, 2, "model calls");

      s.server.respond(() => ({ text: "going on" }));
      const next = await s.turn({ prompt: "go on", sessionKey: key, extraTools: [tool] });
      check.equal(next.result.status, "completed", "the next turn");
      const results = [...resultsOf(next.requests[0]).values()];
      check.deepEqual(
        results.map((part) => (part.isError ? "error" : part.text)).slice(0, 1),
        ["done 1"],
        "the finished call's result is in the history",
      );
      check.equal(results.length, 2, "each call has its result");
    },
  }),

  scenario({
    id: ["TURN-12", "COST-01"],
    name: "maxBudgetUsd stops before the call that would pass it, and needs a known price",
    run: async ({ stage, check, note }) => {
      const s = await stage({
        config: {
          providers: {
            acme: {
              api: "anthropic-messages",
              baseUrl: "http://127.0.0.1:1",
              auth: "none",
              models: [{ id: "priceless", contextWindow: 100_000 }],
            },
          },
        },
      });
      s.server.respond((request) => ({
        toolCalls: [{ id: `toolu_${request.index}`, name: "again", input: {} }],
        usage: { input: 100_000, output: 1_000 },
      }));
      const tools = { extraTools: [toolOf("again", () => textOutput("more"))] };
      const { result, requests } = await s.turn({ ...HI, maxBudgetUsd: 0.7, ...tools });
      check.equal(result.status, "incomplete", "status");
      check.equal(result.stopReason, "max_budget", "stop reason");
      const perCall = result.attempts[0]?.costUsd ?? 0;
      check.within(perCall, 0.3, 0.35, "dollars a call");
      check.equal(requests.length, 2, "requests: two fit into the budget, a third would pass it");
      check.equal(result.costUsd, perCall * 2, "cost");
      note(`$${perCall.toFixed(3)} a call`);

      const unknown = await s.turn({ ...HI, model: "acme/priceless", maxBudgetUsd: 1 });
      check.equal(unknown.result.error?.kind, "validation_failed", "a budget on a model without a price");
      check.equal(unknown.requests.length, 0, "requests sent for it");
    },
  }),

  scenario({
    id: "TURN-14",
    name: "stream middleware changes, adds and drops parts for every reader, and neither lifecycle nor transcript",
    run: async ({ stage, check }) => {
      const s = await stage();
      s.server.reply({ reasoning: "hm", text: ["one ", "two ", "three"] });
      const key = sessionKey("middleware");
      const partials: string[] = [];
      const { result, events } = await s.turn({
        ...HI,
        sessionKey: key,
        onPartialReply: (reply) => partials.push(reply.text),
        streamMiddleware: [
          (event) => (event.type === "text-delta" ? { ...event, delta: event.delta.toUpperCase() } : event),
          (event) => (event.type === "text-delta" && event.delta === "TWO " ? [event, event] : event),
          (event) => (event.type.startsWith("reasoning-") ? null : event),
          (event) => (event.type.startsWith("lifecycle.") ? null : event),
        ],
      });
      check.equal(shownText(events), "ONE TWO TWO THREE", "text of the stream");
      check.equal(partials.at(-1), "ONE TWO TWO THREE", "last partial reply");
      check.equal(events.filter((event) => event.type.startsWith("reasoning-")).length, 0, "reasoning parts");
      check.equal(events[0]?.type, "lifecycle.start", "first event");
      check.equal(events.at(-1)?.type, "lifecycle.end", "last event");
      check.deepEqual(
        events.map((event) => event.seq),
        events.map((_, index) => index + 1),
        "cursors have no gaps",
      );
      check.deepEqual(s.tandem.events.read(result.runId), [...events], "the log holds what readers saw");
      const stored = s.tandem.sessions.entries(key).find((entry) => entry.type === "assistant");
      check.deepEqual(
        stored?.message.content.map((block) => (block.type === "text" ? block.text : block.type)),
        ["thinking", "one two three"],
        "the transcript keeps what the model said",
      );
    },
  }),

  scenario({
    id: "TURN-15",
    name: "disableTools offers no tool and runs none, even if the model calls one",
    run: async ({ stage, check }) => {
      const s = await stage();
      let ran = false;
      const tool = toolOf("danger", () => {
        ran = true;
        return textOutput("boom");
      });
      s.server.reply({ text: "no tools here" });
      const plain = await s.turn({ ...HI, disableTools: true, extraTools: [tool] });
      check.equal(plain.result.text, "no tools here", "reply");
      check.deepEqual(toolNamesOf(plain.requests[0]), [], "tools on the wire");
      check.deepEqual(plain.result.systemPrompt?.tools, [], "tools in the report");

      s.server.reply({ toolCalls: [{ id: "toolu_1", name: "danger", input: {} }] }, { text: "well" });
      const called = await s.turn({ ...HI, disableTools: true, extraTools: [tool] });
      check.equal(ran, false, "the tool ran");
      check.ok(called.names.at(-1)?.startsWith("lifecycle."), "the turn came to an end");
      check.equal(
        called.events.filter((event) => event.type === "tool-result" && !event.isError).length,
        0,
        "good tool results",
      );
    },
  }),
];

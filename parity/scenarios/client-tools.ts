/** Tools that the caller runs: the turn ends with their calls pending, and continues with what the caller submits. */
import type { TandemEvent } from "../../src/events/event.ts";
import type { ToolOffer } from "../../src/tools/tool.ts";
import { bodyOf, lineOf, partsOf, resultsOf, toolNamesOf } from "../on-wire.ts";
import { eventsOf, pngOf, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Stage } from "../stage.ts";

const SCHEMA = {
  type: "object",
  properties: { city: { type: "string", minLength: 2 } },
  required: ["city"],
  additionalProperties: false,
} as const;

const CLIENT_TOOLS: readonly ToolOffer[] = ["weather", "clock"].map((name) => ({
  name,
  description: `Asks the caller for the ${name}.`,
  inputSchema: SCHEMA,
}));

/** Three calls of the caller's tools around one that runs here. */
const CALLS = [
  { id: "toolu_oslo", name: "weather", input: { city: "Oslo" } },
  { id: "toolu_here", name: "note", input: { text: "asked" } },
  { id: "toolu_rome", name: "weather", input: { city: "Rome" } },
  { id: "toolu_time", name: "clock", input: { city: "Lima" } },
];
const PENDING = CALLS.filter((call) => call.name !== "note");

export const clientToolScenarios = [
  scenario({
    id: "TOOL-05",
    name: "three calls pending in one turn, the process restarted, results in another order: the turn ends under the model's own ids",
    run: async ({ stage, check }) => {
      const s = await stage();
      const key = sessionKey("client");
      const ran: string[] = [];
      const note = toolOf("note", () => {
        ran.push("note");
        return textOutput("noted");
      });
      const request = { sessionKey: key, clientTools: CLIENT_TOOLS, extraTools: [note] };
      s.server.reply({ text: "Let me ask.", toolCalls: CALLS });
      const asked = await s.turn({ ...request, prompt: "How is it there?" });
      check.equal(asked.result.status, "completed", asked.result.error?.message ?? "status");
      check.equal(asked.result.stopReason, "tool_calls", "stop reason");
      check.deepEqual(asked.result.pendingToolCalls, PENDING, "pending calls");
      check.equal(asked.result.text, "Let me ask.", "the text beside the calls");
      check.equal(asked.requests.length, 1, "no request after the step");
      const offered = bodyOf(asked.requests[0]).tools?.find((tool) => tool.name === "clock");
      check.deepEqual(offered?.input_schema, { ...SCHEMA }, "offered word for word");
      check.deepEqual(ran, ["note"], "the ordinary tool ran");
      check.deepEqual(
        eventsOf(asked.events, "tool-call").map((event) => event.toolCallId),
        CALLS.map((call) => call.id),
        "calls told",
      );
      check.deepEqual(
        eventsOf(asked.events, "tool-result").map((event) => event.toolCallId),
        ["toolu_here"],
        "results told",
      );
      check.deepEqual(asked.names.slice(-3), ["step-finish", "finish", "lifecycle.end"], "how it ends");

      await s.reopen();
      check.deepEqual(s.tandem.sessions.pending(key), PENDING, "pending after the restart");
      check.deepEqual(kinds(s, key), ["user", "assistant", "tool_result", "custom"], "transcript");
      const png = await pngOf(3_000, 20);
      s.server.reply({ text: "Sunny, rainy, noon." });
      const answered = await s.turn({
        ...request,
        toolResults: [
          { toolCallId: "toolu_time", content: "noon" },
          { toolCallId: "toolu_oslo", content: [{ type: "image", mimeType: "image/png", data: png }] },
          { toolCallId: "toolu_rome", content: "no station", isError: true },
        ],
      });
      check.equal(answered.result.status, "completed", answered.result.error?.message ?? "status");
      check.equal(answered.result.stopReason, "stop", "stop reason");
      check.equal(answered.result.text, "Sunny, rainy, noon.", "reply");
      check.deepEqual(answered.result.pendingToolCalls, [], "nothing is pending");
      check.equal(answered.result.userMessageCount, 0, "no user message entered");
      check.equal(answered.requests.length, 1, "requests");
      const parts = partsOf(answered.requests[0]);
      check.deepEqual(
        parts.map((part) => (part.kind === "tool-result" || part.kind === "tool-call" ? part.id : part.kind)),
        ["text", "text", ...CALLS.map((call) => call.id), ...CALLS.map((call) => call.id)],
        "calls and results in the model's order, under its ids",
      );
      const results = resultsOf(answered.requests[0]);
      check.equal(results.get("toolu_here")?.text, "noted", "the ordinary tool's result");
      check.equal(results.get("toolu_time")?.text, "noon", "a text");
      check.deepEqual(
        [results.get("toolu_rome")?.text, results.get("toolu_rome")?.isError],
        ["no station", true],
        "an error",
      );
      const image = results.get("toolu_oslo")?.images[0] ?? "";
      check.ok(image !== "" && image !== png, "an image, made to fit");
      check.deepEqual(
        eventsOf(answered.events, "tool-result").map((event) => event.toolCallId),
        ["toolu_time", "toolu_oslo", "toolu_rome"],
        "results told as they were submitted",
      );
      check.deepEqual(s.tandem.sessions.pending(key), [], "nothing is pending in the session");
      const next = await s.turn({ ...request, prompt: "Thanks." });
      check.deepEqual(
        partsOf(next.requests[0]).map(lineOf),
        [...parts.map(lineOf), "assistant:text:Sunny, rainy, noon.", "user:text:Thanks."],
        "the next turn's history",
      );
    },
  }),

  scenario({
    id: "TOOL-05",
    name: "input is checked first; results come in parts without a model request, and on another engine",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage();
      for (const [index, engine] of engines.entries()) {
        const other = engines[(index + 1) % engines.length]!;
        const key = sessionKey(`parts-${engine.id}`);
        const request = { sessionKey: key, clientTools: CLIENT_TOOLS };
        s.server.reply({
          toolCalls: [
            { id: "toolu_bad", name: "weather", input: { city: "X" } },
            { id: "toolu_cut", name: "weather", input: {}, rawInput: '{"city":"Os' },
            { id: "toolu_a", name: "weather", input: { city: "Oslo" } },
            { id: "toolu_b", name: "clock", input: { city: "Lima" } },
          ],
        });
        const asked = await s.turn({ ...request, runtime: engine.runtime, prompt: "Well?" });
        const what = `${engine.id}, then ${other.id}`;
        check.deepEqual(
          asked.result.pendingToolCalls.map((call) => call.id),
          ["toolu_a", "toolu_b"],
          `${what}: what does not fit its schema is not pending`,
        );
        check.deepEqual(
          eventsOf(asked.events, "tool-result").map((event) => [event.toolCallId, event.isError]),
          [
            ["toolu_bad", true],
            ["toolu_cut", true],
          ],
          `${what}: it has its error at once`,
        );
        const part = await s.turn({
          ...request,
          runtime: other.runtime,
          toolResults: [{ toolCallId: "toolu_b", content: "noon" }],
        });
        check.deepEqual(
          [part.result.status, part.result.stopReason, part.requests.length, part.result.attempts.length],
          ["completed", "tool_calls", 0, 0],
          `${what}: a part asks no model (${part.result.error?.message})`,
        );
        check.deepEqual(
          part.result.pendingToolCalls,
          [{ id: "toolu_a", name: "weather", input: { city: "Oslo" } }],
          `${what}: the rest`,
        );
        await s.reopen();
        const last = await s.turn({
          ...request,
          runtime: other.runtime,
          toolResults: [{ toolCallId: "toolu_a", content: "sun" }],
        });
        check.equal(last.result.text, "ok", `${what}: ${last.result.error?.message}`);
        check.equal(last.requests.length, 1, `${what}: requests`);
        const results = [...resultsOf(last.requests[0]).values()];
        check.deepEqual(
          results.map((result) => [result.id, result.isError]),
          [
            ["toolu_bad", true],
            ["toolu_cut", true],
            ["toolu_a", false],
            ["toolu_b", false],
          ],
          `${what}: results on the wire`,
        );
      }
    },
  }),

  scenario({
    id: "TOOL-05",
    name: "what cannot be answered is refused with its field; a prompt, a failure and a denial are told from each other",
    run: async ({ stage, check }) => {
      const s = await stage();
      const key = sessionKey("refused");
      const request = { sessionKey: key, clientTools: CLIENT_TOOLS };
      const refused = async (change: object, field: string, pattern: RegExp) => {
        const { result, events, requests } = await s.turn({ ...request, ...change });
        check.equal(result.error?.code, "validation_failed", `${field}: code`);
        check.equal(result.error?.field, field, "field");
        check.match(result.error?.message ?? "", pattern, `${field}: message`);
        check.deepEqual(
          events.map((event) => event.type),
          ["lifecycle.error"],
          `${field}: events`,
        );
        check.equal(requests.length, 0, `${field}: requests`);
      };
      const give = (...ids: string[]) => ({
        toolResults: ids.map((toolCallId) => ({ toolCallId, content: "fine" })),
      });
      await refused(give("toolu_1"), "toolResults[0].toolCallId", /not made in this session/);
      await refused(give(), "toolResults", /does not wait/);
      const call = (id: string, city = "Oslo") => ({
        toolCalls: [{ id, name: "weather", input: { city } }],
      });
      s.server.reply(call("toolu_1"));
      await s.turn({ ...request, prompt: "One." });
      await refused(give("toolu_1", "toolu_x"), "toolResults[1].toolCallId", /not made in this session/);
      await refused(give("toolu_1", "toolu_1"), "toolResults[1].toolCallId", /twice/);
      await refused({ ...give("toolu_1"), sessionKey: undefined }, "toolResults", /need the session/);
      await refused({ ...give("toolu_1"), ephemeral: true }, "toolResults", /need the session/);
      await refused(
        { prompt: "hi", clientTools: [{ ...CLIENT_TOOLS[0]!, name: "a b" }] },
        "clientTools[0].name",
        /not a tool's name/,
      );
      await refused(
        { prompt: "hi", clientTools: [CLIENT_TOOLS[0]!, CLIENT_TOOLS[0]!] },
        "clientTools[1].name",
        /two tools/,
      );
      check.equal(s.tandem.sessions.pending(key).length, 1, "refusals change nothing");

      // The provider fails after the results were kept: no results at all try once more.
      s.server.reply({ status: 500 });
      const failed = await s.turn({ ...request, ...give("toolu_1") });
      check.equal(failed.result.status, "failed", "the provider failed");
      await refused(give("toolu_1"), "toolResults[0].toolCallId", /result already/);
      s.server.reply(call("toolu_2", "Rome"));
      const again = await s.turn({ ...request, ...give() });
      check.equal(resultsOf(again.requests[0]).get("toolu_1")?.text, "fine", "the kept result");
      check.equal(again.result.pendingToolCalls[0]?.id, "toolu_2", "the model calls again");

      // A prompt continues without the result.
      const moved = await s.turn({ ...request, prompt: "Never mind." });
      const missing = resultsOf(moved.requests[0]).get("toolu_2");
      check.deepEqual([missing?.isError, moved.result.text], [true, "ok"], "not waited for");
      await refused(give("toolu_2"), "toolResults[0].toolCallId", /continued without/);

      // Results and a prompt in one request.
      s.server.reply(call("toolu_3"));
      await s.turn({ ...request, prompt: "Three." });
      const both = await s.turn({ ...request, ...give("toolu_3"), prompt: "And hurry." });
      check.deepEqual(
        partsOf(both.requests[0]).slice(-2).map(lineOf),
        ["user:tool-result:fine", "user:text:And hurry."],
        "results, then the prompt",
      );
      check.equal(both.result.userMessageCount, 1, "user messages");
    },
  }),

  scenario({
    id: "TOOL-05",
    name: "policy holds for client tools, a client's tool takes the place of a built-in one, and hosts see the calls at the end",
    run: async ({ stage, check }) => {
      const s = await stage({ config: { tools: { deny: ["clock"] } } });
      const read = { ...CLIENT_TOOLS[0]!, name: "read" };
      s.server.reply({
        toolCalls: [
          { id: "toolu_no", name: "clock", input: { city: "Lima" } },
          { id: "toolu_yes", name: "read", input: { city: "Oslo" } },
        ],
      });
      const { result, requests, events } = await s.turn({
        prompt: "Go.",
        clientTools: [...CLIENT_TOOLS, read],
      });
      check.ok(!toolNamesOf(requests[0]).includes("clock"), "a denied tool is not offered");
      check.deepEqual(
        result.pendingToolCalls,
        [{ id: "toolu_yes", name: "read", input: { city: "Oslo" } }],
        "and is never pending",
      );
      check.equal(eventsOf(events, "tool-result")[0]?.isError, true, "its call is an error");
      check.deepEqual(eventsOf(events, "warning"), [], "no warning for the place taken");
    },
  }),

  scenario({
    id: ["TOOL-05", "HOOK-02"],
    name: "hooks run before a call is pending and when its result comes: one denies, one changes the input, one the result",
    run: async ({ stage, check }) => {
      const s = await stage();
      const hook = () => {
        s.tandem.hooks.on("before_tool_call", ({ input }) =>
          input.city === "Oslo"
            ? { decision: "deny", reason: "not there" }
            : { input: { city: `${input.city} Centre` } },
        );
        s.tandem.hooks.on("after_tool_call", ({ toolName, input }) => ({
          content: `${toolName} of ${input.city}, seen by a hook`,
        }));
      };
      hook();
      const request = { sessionKey: sessionKey("hooked"), clientTools: CLIENT_TOOLS };
      s.server.reply({ toolCalls: PENDING.slice(0, 2) });
      const { result, events } = await s.turn({ ...request, prompt: "Go." });
      check.deepEqual(
        result.pendingToolCalls,
        [{ id: "toolu_rome", name: "weather", input: { city: "Rome Centre" } }],
        "what is left to the caller",
      );
      check.deepEqual(
        eventsOf(events, "tool-result").map((event) => [event.toolCallId, event.isError]),
        [["toolu_oslo", true]],
        "what is denied has its error at once",
      );
      await s.reopen();
      hook();
      const answered = await s.turn({
        ...request,
        toolResults: [{ toolCallId: "toolu_rome", content: "rain" }],
      });
      const text = resultsOf(answered.requests[0]).get("toolu_rome")?.text ?? "";
      check.includes(text, "weather of Rome Centre, seen by a hook", "the result");
      check.includes(text, "[A hook changed the input of this call: city.]", "what the model is told");
    },
  }),

  scenario({
    id: "TOOL-05",
    name: "the normalised events of asking and of answering are equal on all engines",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const told: unknown[] = [];
      for (const engine of engines) {
        const s = await stage();
        const request = {
          sessionKey: sessionKey("same"),
          runtime: engine.runtime,
          clientTools: CLIENT_TOOLS,
          extraTools: [toolOf("note", () => textOutput("noted"))],
        };
        s.server.reply({ text: "Asking.", toolCalls: CALLS });
        const asked = await s.turn({ ...request, prompt: "Go." });
        const answered = await s.turn({
          ...request,
          toolResults: PENDING.map(({ id }) => ({ toolCallId: id, content: `of ${id}` })),
        });
        told.push([asked, answered].map(({ events }) => plain(events)));
      }
      for (const [index, one] of told.entries()) check.deepEqual(one, told[0], `engine ${index + 1}`);
    },
  }),
];

function kinds(s: Stage, key: string): string[] {
  const types = s.tandem.sessions.entries(key).map((entry) => entry.type);
  return types.filter((type) => type !== "change");
}

/** Events without what differs from run to run: names, times, engines, and the number of deltas. */
function plain(events: readonly TandemEvent[]): unknown[] {
  return events.flatMap((event): unknown[] => {
    if (event.type.endsWith("-delta")) return [];
    if (event.type === "attempt.start" || event.type === "attempt.end" || event.type === "route")
      return [event.type];
    const {
      runId: _r,
      sessionId: _s,
      at: _a,
      seq: _q,
      durationMs: _d,
      ...rest
    } = event as TandemEvent & {
      readonly durationMs?: number;
    };
    return [rest];
  });
}
